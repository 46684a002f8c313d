import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeAnyJobPage } from "../../../../lib/adapters/ci/decode-jobs.ts";
import { scanJobPage } from "../../../../lib/adapters/ci/scan/scan-job-page.ts";
import { fixtureUrl } from "../response-of.ts";
import { agreementOn } from "./agreement.ts";
import { leftPages, takenPages } from "./tricky-pages.ts";

const scan = (bytes: Uint8Array) => scanJobPage(bytes, "pic");
const fixture = (name: string) => readFileSync(fixtureUrl(name));
const job = (id: string, inner = "") =>
  `<JobsDetail><JobId>${id}</JobId><CreationTime>2022-07-18T15:16:43+0800</CreationTime>${inner}</JobsDetail>`;
const page = (inner: string) => Buffer.from(`<Response>${inner}</Response>`);

describe("scanJobPage()", () => {
  it.each(["pic-jobs.xml", "pic-jobs-alphabetical.xml", "nested-results.xml"])("takes the page %s", (name) => {
    expect(scan(fixture(name))?.jobs.length).toBeGreaterThan(0);
    expect(agreementOn(fixture(name))).toBe("same");
  });

  it.each(takenPages)("takes $name", ({ xml, finds }) => {
    const bytes = Buffer.from(xml);
    expect(scan(bytes)).toMatchObject(finds);
    expect(agreementOn(bytes)).toBe("same");
  });

  it.each(leftPages)("leaves $name to the general decoder", ({ xml }) => {
    expect(scan(typeof xml === "string" ? Buffer.from(xml) : xml)).toBeNull();
  });

  it("takes no page that was cut, wherever", () => {
    const whole = fixture("pic-jobs.xml");
    const end = whole.lastIndexOf("</Response>") + "</Response>".length;
    const taken = Array.from({ length: end }, (_, length) => length).filter((length) =>
      scan(whole.subarray(0, length)),
    );
    expect(taken).toEqual([]);
  });

  it("takes a page with any one byte changed only if the general decoder makes the same of it", () => {
    const whole = fixture("pic-jobs-alphabetical.xml").subarray(0, 1_600);
    const end = whole.indexOf("</JobsDetail>") + "</JobsDetail>".length;
    const one = Buffer.concat([whole.subarray(0, end), Buffer.from("</Response>")]);
    expect(agreementOn(one)).toBe("same");
    const strange: string[] = [];
    for (const byte of Buffer.from("<>/&;#!?]\u0000\r\n aZ0=-_\"'é")) {
      for (let at = 0; at < one.length; at += 1) {
        const changed = Buffer.from(one);
        changed[at] = byte;
        const grown = Buffer.concat([one.subarray(0, at), Buffer.of(byte), one.subarray(at)]);
        strange.push(...[changed, grown].map(agreementOn).filter((each) => each !== "same" && each !== "left"));
      }
    }
    expect(strange).toEqual([]);
  });

  it("reads a page the same, whatever it read before", () => {
    const pages = [...takenPages, ...takenPages].map(({ xml }) => Buffer.from(xml));
    const first = pages.map((bytes) => JSON.stringify(scan(bytes)));
    expect(pages.reverse().map((bytes) => JSON.stringify(scan(bytes)))).toEqual(first.reverse());
  });

  it("reads jobs of more shapes than it keeps", () => {
    const marks = (number: number) =>
      [...number.toString(2).padStart(9, "0")]
        .map((bit, at) => (bit === "1" ? `<M${at}>${number}</M${at}>` : ""))
        .join("");
    const shapes = Array.from({ length: 512 }, (_, number) => page(job(`c${number}`, marks(number))));
    for (const bytes of [...shapes, ...shapes]) expect(agreementOn(bytes)).toBe("same");
  });

  it("lets nothing of one job into the next", () => {
    const rich = job(
      "a",
      "<Message>m</Message><New>n</New><Operation><JobLevel>1</JobLevel><R><State>Failed</State></R></Operation>",
    );
    const bytes = page(
      [rich, job("b"), rich.replace("<State>Failed</State>", "<State>Success</State>"), job("c")].join(""),
    );
    expect(
      scan(bytes)?.jobs.map(({ id, message, extra, innerFailures }) => [id, message, extra, innerFailures.length]),
    ).toEqual([
      ["a", "m", { New: "n", Operation: { JobLevel: "1", R: { State: "Failed" } } }, 1],
      ["b", "", {}, 0],
      ["a", "m", { New: "n", Operation: { JobLevel: "1", R: { State: "Success" } } }, 0],
      ["c", "", {}, 0],
    ]);
  });

  it("sees a failure inside appear and go again among jobs of one shape", () => {
    const result = (state: string) =>
      `<Operation><Mark><Code>9</Code><Message>${state} m</Message><State>${state}</State></Mark></Operation>`;
    const states = ["Success", "Failed", "Failed", "Success", "Failed"];
    const jobs = scan(page(states.map((state, at) => job(`c${at}`, result(state))).join("")))?.jobs ?? [];
    expect(jobs.map(({ innerFailures }) => innerFailures)).toEqual(
      states.map((state) => (state === "Failed" ? [{ path: "Operation.Mark", code: "9", message: "Failed m" }] : [])),
    );
  });

  it("takes a page of a megabyte and none above, where there may be more elements than are allowed", () => {
    const jobs = Array.from({ length: 20 }, (_, at) => job(`c${at}`, `<New>${"x".repeat(45_000)}</New>`)).join("");
    const upTo = (bytes: number) => Buffer.from(`<Response>${jobs}</Response>`.padEnd(bytes, "\n"));
    expect(scan(upTo(960_000))?.jobs).toHaveLength(20);
    expect(scan(upTo(1_000_001))).toBeNull();
    expect(decodeAnyJobPage(upTo(1_000_001), "pic").jobs).toHaveLength(20);
  });
});
