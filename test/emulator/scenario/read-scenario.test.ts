import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readScenario } from "../../../emulator/scenario/read-scenario.ts";
import { nightKeys } from "../../../emulator/scenario/series.ts";
import { serviceOptionsSchema } from "../../../emulator/scenario/service-options.ts";
import { problemsOf } from "./small-scenario.ts";

const least =
  "night: 2026-11-20\njobs: 100\nbuckets: [{ name: a-1250000000, region: ap-beijing, queues: [{ name: q }] }]\n";

const anyJob = { share: 0, queues: [], tags: [] };

describe("readScenario", () => {
  it("fills in what a short file leaves out", () => {
    const scenario = readScenario(least, "least.yaml");
    expect(scenario).toMatchObject({
      timeZone: "Asia/Shanghai",
      settle: 7_200_000,
      now: 9_000_000,
      stuck: { queuedAfter: 7_200_000, runningAfter: 3_600_000 },
      durations: { waitUpTo: 600_000, runUpTo: 300_000 },
      outside: { before: 20, after: 20 },
      reportBucket: null,
      failures: [],
      late: [],
      hang: { queued: anyJob, running: anyJob },
      unknownState: anyJob,
      service: {},
    });
    expect(scenario.buckets[0]?.queues[0]).toMatchObject({ id: null, state: "Active", weight: 1, callback: null });
  });

  it("reads the same from JSON", () => {
    const json = JSON.stringify({
      night: "2026-11-20",
      jobs: 100,
      buckets: [{ name: "a-1250000000", region: "ap-beijing", queues: [{ name: "q" }] }],
    });
    expect(readScenario(json, "least.json")).toEqual(readScenario(least, "least.yaml"));
  });

  it("reads the example of the reference", async () => {
    const page = await readFile(new URL("../../../docs/scenarios.md", import.meta.url), "utf8");
    const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
    const scenario = readScenario(example, "docs/scenarios.md");
    expect(scenario.jobs).toBe(2000);
    expect(scenario.service.faults).toHaveLength(1);
    expect(scenario.hang.running).toEqual({ share: 0.001, queues: ["thumbnails"], tags: [] });
  });

  it("takes the fault rules of the reference", async () => {
    const page = await readFile(new URL("../../../docs/scenarios.md", import.meta.url), "utf8");
    const rules = /```yaml\n(faults:[\s\S]*?)```/.exec(page)?.[1] ?? "";
    const indented = rules.replace(/^/gm, "  ");
    expect(readScenario(`${least}service:\n${indented}`, "docs/scenarios.md").service.faults).toHaveLength(2);
  });

  it("has every key of a scenario in the reference's table", async () => {
    const page = await readFile(new URL("../../../docs/scenarios.md", import.meta.url), "utf8");
    const [scenario = "", service = "", series = ""] = page.split(/## (?:How the service behaves|Series)\n/);
    const rowsOf = (text: string) => new Set([...text.matchAll(/^\| `([a-zA-Z]+)/gm)].map(([, key]) => key));
    expect(rowsOf(scenario)).toEqual(new Set(Object.keys(readScenario(least, "it"))));
    expect(rowsOf(service)).toEqual(new Set(Object.keys(serviceOptionsSchema.shape)));
    const [, rows = ""] = series.split("| key of a night |");
    const keys = [...rows.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = ""]) => cell.match(/\w+/g) ?? []);
    expect(new Set(keys)).toEqual(new Set(["night", ...nightKeys, "alsoFailing", "events", "retried", "incidents"]));
  });

  it("refuses a share that is none, aimed or not", () => {
    expect(problemsOf(() => readScenario(`${least}unknownState: 2\n`, "it"))).toEqual([
      "unknownState: must be a share from 0 to 1, or one with queues and tags, found 2",
    ]);
    expect(problemsOf(() => readScenario(`${least}hiddenFailures: { share: 0.1, queue: q }\n`, "it"))).toHaveLength(1);
  });

  it("names the line of text that is not YAML", () => {
    expect(problemsOf(() => readScenario("night: 2026-11-20\njobs: [1, 2\nnight: x\n", "bad.yaml"))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^line [23]: /)]),
    );
    expect(problemsOf(() => readScenario("jobs: 1\njobs: 2\n", "twice.yaml"))).toEqual([
      "line 2: Map keys must be unique",
    ]);
  });

  it("refuses a reference to nothing, and keeps the cause", () => {
    expect(() => readScenario("jobs: *nowhere\n", "alias.yaml")).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^Cannot use the scenario alias\.yaml:\n- .*nowhere/),
        cause: expect.any(Error),
      }),
    );
  });

  it("refuses an empty file", () => {
    expect(problemsOf(() => readScenario("", "empty.yaml"))).toEqual([expect.stringMatching(/^the whole file: /)]);
  });

  it("names every problem with its place and what was found", () => {
    const text = `${least}now: soon\nhang: { queud: 1 }\ncancelled: 2\nunheard: 1\nfailures: [{ code: X, messages: ["{who}"] }]\n`;
    const problems = problemsOf(() => readScenario(text, "bad.yaml"));
    expect(problems).toEqual(
      expect.arrayContaining([
        'now: must be a duration such as 90s, 2h or 2h30m, found "soon"',
        expect.stringMatching(/^hang: .*"queud"/),
        expect.stringMatching(/^cancelled: .*found 2$/),
        expect.stringMatching(/^the whole file: .*"unheard"/),
        expect.stringMatching(
          /^failures\[0\]\.messages\[0\]: has the unknown placeholder \{who\}; known are \{input\}/,
        ),
      ]),
    );
    expect(problems).toHaveLength(5);
  });

  it("does not repeat long values", () => {
    const [problem] = problemsOf(() => readScenario(`${least}timeZone: [${"x, ".repeat(50)}x]\n`, "long.yaml"));
    expect(problem).not.toContain("found");
  });
});
