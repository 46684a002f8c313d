import { describe, expect, it } from "vitest";
import { buildWorld } from "../../../emulator/scenario/build-world.ts";
import { jobsOf, ofNight, problemsOf, smallScenario } from "./small-scenario.ts";

describe("createJobFactory, in a world", () => {
  it("says Success and nothing else of jobs that did not fail", () => {
    const failures = [{ code: "Bad", messages: ["bad"], share: 0.1 }];
    const others = jobsOf(buildWorld(smallScenario({ failures, cancelled: 0.1 }), 1)).filter(
      (job) => job.outcome !== "Failed",
    );
    expect(new Set(others.map(({ code, message }) => `${code}/${message}`))).toEqual(new Set(["Success/"]));
  });

  it("names files in both languages, with all that XML must escape", () => {
    const keys = ofNight(buildWorld(smallScenario(), 1)).map(({ inputObject }) => inputObject);
    for (const character of ["&", "<", ">", "'", '"', "+", "%", "相", "😀"]) {
      expect(keys.some((key) => key.includes(character))).toBe(true);
    }
  });

  it("gives posters no input and inspections no output, and tells of them by the other", () => {
    const failures = [{ code: "Bad", messages: ["{input} > {output}"], share: 1 }];
    const tags = { PosterProduction: 1, ImageInspect: 1 };
    const failed = jobsOf(buildWorld(smallScenario({ failures, tags }), 1)).filter((job) => job.outcome === "Failed");
    for (const { tag, inputObject, outputObject, message } of failed) {
      const [none, one] = tag === "ImageInspect" ? [outputObject, inputObject] : [inputObject, outputObject];
      expect(none).toBe("");
      expect(message).toBe(`${one} > ${one}`);
    }
  });

  it("gives jobs that fail the inputs that their failure says, and no other job such inputs", () => {
    const failures = [{ code: "Bad", messages: ["{input}"], share: 0.2, input: "heic/{hex:6}/IMG_{int:1-9}.heic" }];
    const form = /^heic\/[0-9a-f]{6}\/IMG_[1-9]\.heic$/;
    const jobs = ofNight(buildWorld(smallScenario({ failures, tags: { PicProcess: 1 } }), 1));
    const meant = jobs.filter(({ inputObject }) => form.test(inputObject));
    expect(meant).toHaveLength(80);
    expect(meant.every(({ outcome, message, inputObject }) => outcome === "Failed" && message === inputObject)).toBe(
      true,
    );
    const wrong = [{ code: "Bad", messages: ["bad"], input: "{bucket}/{hex:6}" }];
    expect(problemsOf(() => smallScenario({ failures: wrong }))).toEqual([
      'failures[0].input: may hold {hex:DIGITS} and {int:FROM-TO}, and no other brace, found "{bucket}/{hex:6}"',
    ]);
  });

  it("puts results of their own inside jobs that failed and jobs that did not", () => {
    const tags = { ImageInspect: 1, PicProcess: 1 };
    const failures = [{ code: "Bad", messages: ["bad"], share: 0.4 }];
    const jobs = ofNight(buildWorld(smallScenario({ tags, failures, hiddenFailures: 0.2 }), 1));
    const results = (outcome: string, part: RegExp) =>
      jobs.filter((job) => job.outcome === outcome && part.test(job.operationXml ?? "")).length;
    expect(results("Failed", /<Code>Success<.*<State>Success</)).toBeGreaterThan(20);
    expect(results("Success", /<ImageInspectResult><Code>Success<.*<State>Success</)).toBeGreaterThan(20);
    expect(results("Success", /<DigitalWatermark><Message><.*<State>Success</)).toBeGreaterThan(0);
    expect(results("Success", /<State>Failed</)).toBeGreaterThan(20);
    expect(results("Success", /<AutoProcessResult><Code>BackupDenied</)).toBeGreaterThan(0);
    expect(results("Failed", /<State>Failed</)).toBe(0);
  });
});
