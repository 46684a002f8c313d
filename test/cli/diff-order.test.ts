import { describe, expect, it } from "vitest";
import {
  compareCarried,
  compareCoverage,
  compareDurations,
  compareGroups,
  compareInputs,
  compareQueues,
  compareRates,
  hasMoved,
  hasTurned,
} from "../../cli/diff-order.ts";
import { carriedLine, coverageLine, durationLine, groupLine, inputLine, queueLine, rateLine } from "./changes.ts";

const quantiles = (p50Ms: number, p90Ms: number, p99Ms: number) => ({ jobs: 100, p50Ms, p90Ms, p99Ms });

describe("the order of changes", () => {
  it("of groups has the worse first, then those that changed most, then states as SARIF lists them", () => {
    const rows = [
      groupLine({ code: "absent", baselineState: "absent", before: 1, after: 0 }),
      groupLine({ code: "little", before: 10, after: 11 }),
      groupLine({ code: "unseen", before: null, after: 900 }),
      groupLine({ code: "much", before: 500, after: 10 }),
      groupLine({ code: "back", baselineState: "regressed", worse: true, before: 0, after: 1 }),
      groupLine({ code: "new", baselineState: "new", worse: true, before: 0, after: 2 }),
    ];
    const order = rows.toSorted(compareGroups).map(({ code }) => code);
    expect(order).toEqual(["new", "back", "much", "little", "absent", "unseen"]);
  });

  it("of open jobs has the worse first, then the most, then the oldest", () => {
    const rows = [
      carriedLine({ samples: ["young"], jobs: 5, oldest: "2026-11-19T12:00:00.000Z" }),
      carriedLine({ samples: ["old"], jobs: 5, oldest: "2026-11-18T12:00:00.000Z" }),
      carriedLine({ samples: ["many"], jobs: 50 }),
      carriedLine({ samples: ["bad"], jobs: 1, worse: true }),
    ];
    expect(rows.toSorted(compareCarried).map(({ samples }) => samples[0])).toEqual(["bad", "many", "old", "young"]);
  });

  it("of inputs has what failed again before what recovered, by time", () => {
    const rows = [
      inputLine({ jobId: "good", outcome: "recovered" }),
      inputLine({ jobId: "late", createdAt: "2026-11-20T03:00:00.000Z" }),
      inputLine({ jobId: "early" }),
    ];
    expect(rows.toSorted(compareInputs).map(({ jobId }) => jobId)).toEqual(["early", "late", "good"]);
  });

  it("of rates has those first that turned for the most jobs, up or down, and unknown ones last", () => {
    const rows = [
      rateLine({ operation: "unknown", before: null }),
      rateLine({ operation: "up", before: { failed: 1, ended: 100 }, after: { failed: 3, ended: 100 } }),
      rateLine({ operation: "few", before: { failed: 0, ended: 9 }, after: { failed: 1, ended: 9 } }),
      rateLine({ operation: "none", before: { failed: 9, ended: 9 }, after: { failed: 0, ended: 0 } }),
      rateLine({ operation: "down", before: { failed: 9, ended: 100 }, after: { failed: 0, ended: 100 } }),
    ];
    const order = rows.toSorted(compareRates).map(({ operation }) => operation);
    expect(order).toEqual(["down", "up", "few", "unknown", "none"]);
  });

  it("of durations has those first of which one quantile moved by the largest factor", () => {
    const rows = [
      durationLine({ tag: "unknown", after: null }),
      durationLine({ tag: "double", before: quantiles(1000, 1000, 1000), after: quantiles(1000, 2001, 1000) }),
      durationLine({ tag: "third", before: quantiles(900, 900, 900), after: quantiles(300, 900, 900) }),
    ];
    expect(rows.toSorted(compareDurations).map(({ tag }) => tag)).toEqual(["third", "double", "unknown"]);
  });

  it("of queues goes by the change, of coverage by the holes, the worse first", () => {
    const queues = [queueLine({ change: "resumed" }), queueLine({ change: "new" }), queueLine({ worse: true })];
    expect(queues.toSorted(compareQueues).map(({ change }) => change)).toEqual(["paused", "new", "resumed"]);
    const scopes = [coverageLine({ holes: 1 }), coverageLine({ holes: 7 }), coverageLine({ holes: 0, worse: true })];
    expect(scopes.toSorted(compareCoverage).map(({ holes }) => holes)).toEqual([0, 7, 1]);
  });
});

describe("hasTurned", () => {
  it("tells a change that one can read from one of less than a thousandth", () => {
    const before = { failed: 10, ended: 1000 };
    expect(hasTurned(rateLine({ before, after: { failed: 12, ended: 1000 } }))).toBe(true);
    expect(hasTurned(rateLine({ before, after: { failed: 109, ended: 10_000 } }))).toBe(false);
    expect(hasTurned(rateLine({ before: null }))).toBe(false);
  });
});

describe("hasMoved", () => {
  it("tells a change of a tenth from less", () => {
    const before = quantiles(999, 999, 999);
    expect(hasMoved(durationLine({ before, after: quantiles(999, 1100, 999) }))).toBe(true);
    expect(hasMoved(durationLine({ before, after: quantiles(999, 1050, 950) }))).toBe(false);
    expect(hasMoved(durationLine({ before, after: null }))).toBe(false);
    expect(hasMoved(durationLine({ before: null }))).toBe(false);
  });

  it("takes no p99 of fewer than a hundred jobs for one", () => {
    const before = quantiles(999, 999, 999);
    const after = { ...quantiles(999, 999, 9990), jobs: 99 };
    expect(hasMoved(durationLine({ before, after }))).toBe(false);
    expect(hasMoved(durationLine({ before, after: { ...after, jobs: 100 } }))).toBe(true);
  });
});
