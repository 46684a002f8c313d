import { describe, expect, it } from "vitest";
import { toLine } from "../../../lib/usecases/report/line-runs.ts";
import { compareLines } from "../../../lib/usecases/revisions/compare-lines.ts";
import { aScope } from "../../fakes/samples.ts";

const key = { createdAt: "2026-11-20T16:00:00.000Z", jobId: "j5" };
const lineOf = (change: object) => ({ bytes: toLine({ ...key, ...aScope, night: "2026-11-20", ...change }), at: 0 });

const earlierNight = { night: "2026-11-19", queueId: "z", createdAt: "2026-11-20T17:00:00.000Z" };
const earlierScope = { queueId: "a", createdAt: "2026-11-20T17:00:00.000Z" };
const earlierId = { jobId: "j1" };

describe("compareLines", () => {
  it.each(["findings", "open"] as const)("tells %s by their keys alone", (dataset) => {
    expect(compareLines[dataset](lineOf(earlierNight), lineOf({}))).toBeGreaterThan(0);
    expect(compareLines[dataset](lineOf(earlierId), lineOf({}))).toBeLessThan(0);
    expect(compareLines[dataset](lineOf({ verdict: "stuck" }), lineOf({}))).toBe(0);
  });

  it.each(["carried", "amendments"] as const)("tells %s by night, then by scope, then by key", (dataset) => {
    for (const earlier of [earlierNight, earlierScope, earlierId]) {
      expect(compareLines[dataset](lineOf(earlier), lineOf({}))).toBeLessThan(0);
      expect(compareLines[dataset](lineOf({}), lineOf(earlier))).toBeGreaterThan(0);
    }
    expect(compareLines[dataset](lineOf({ verdict: "stuck" }), lineOf({}))).toBe(0);
  });

  it("tells recoveries by scope, then by key", () => {
    expect(compareLines.recoveries(lineOf(earlierScope), lineOf({}))).toBeLessThan(0);
    expect(compareLines.recoveries(lineOf(earlierId), lineOf({ night: "2026-11-01" }))).toBeLessThan(0);
  });

  it("cannot tell lines that are cut short", () => {
    const whole = lineOf({});
    const cut = { bytes: whole.bytes.subarray(0, 100), at: 0 };
    expect(compareLines.carried(whole, cut)).toBeNull();
    expect(compareLines.carried(cut, whole)).toBeNull();
    expect(compareLines.recoveries({ bytes: Buffer.from("null\n"), at: 0 }, whole)).toBeNull();
    expect(compareLines.findings({ bytes: Buffer.from("{}\n"), at: 0 }, whole)).toBeNull();
  });
});
