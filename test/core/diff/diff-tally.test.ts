import { describe, expect, it } from "vitest";
import { createLineCounter } from "../../../lib/core/diff/diff-tally.ts";
import type { Regression } from "../../../lib/core/schema/regression.ts";
import { scopeKey } from "../../../lib/core/scope.ts";
import { aDrift, aSlow, aSpike } from "../../fakes/rise-lines.ts";
import { aScope } from "../../fakes/samples.ts";

const { tag: _, ...queuePlace } = aScope;
const other = { ...aScope, tag: "ImageInspect" };
const schema = "job-audit/regression/v1";
const samples: string[] = [];

const group: Regression = {
  ...{
    schema,
    kind: "group",
    ...aScope,
    fingerprint: "v1:a",
    worse: true,
    baselineState: "new",
    baseline: "2026-11-20",
  },
  ...{ verdict: "failed", code: "", message: "", operation: null, before: 0, after: 5, samples },
  ...{ firstSeen: "2026-11-21", lastSeen: "2026-11-21", knownCode: false, flapping: false, overGrouped: false },
};
const fixed: Regression = { ...group, worse: false, baselineState: "absent" };
const carried: Regression = {
  ...{ schema, kind: "carried", ...other, worse: true, outcome: "failed", verdict: "failed", jobs: 3 },
  ...{ oldest: "2026-11-20T00:00:00.000Z", nights: ["2026-11-20"], samples },
};
const queue: Regression = {
  ...{ schema, kind: "queue", ...queuePlace, name: null, worse: true, baseline: "2026-11-20" },
  ...{ change: "paused", before: "Active", after: "Paused" },
};
const input: Regression = {
  ...{ schema, kind: "input", ...aScope, worse: true, outcome: "failed-again", jobId: "j1", code: "TooLarge" },
  ...{ createdAt: "2026-11-20T17:00:00.000Z", input: { bucket: null, region: null, object: "a.jpg" }, operation: null },
};

const noGroups = { new: 0, regressed: 0, updated: 0, unchanged: 0, absent: 0, unknown: 0 };
const noCarried = {
  ...{ "still-open": 0, "not-seen": 0, changed: 0, succeeded: 0, failed: 0, "hidden-failure": 0 },
  ...{ retried: 0, cancelled: 0, vanished: 0, unrecognised: 0 },
};

const noRises = { spike: 0, drift: 0, slow: 0 };

function counterOf(...rows: readonly Regression[]) {
  const lines = createLineCounter();
  for (const row of rows) lines.add(row);
  return lines;
}

describe("createLineCounter()", () => {
  it("names every state and outcome, also those of which there is none", () => {
    const nothing = { worse: 0, groups: noGroups, carried: noCarried, works: { "failed-again": 0, recovered: 0 } };
    expect(createLineCounter().whole).toEqual({ ...nothing, queues: 0, rises: noRises });
    expect(createLineCounter().of(scopeKey(aScope))).toEqual({ worse: 0, groups: noGroups });
  });

  it("counts groups and what got worse by line, and open jobs by job", () => {
    const { whole } = counterOf(group, fixed, fixed, carried, carried, queue, input);
    expect(whole).toEqual({
      ...{ worse: 5, groups: { ...noGroups, new: 1, absent: 2 }, carried: { ...noCarried, failed: 6 } },
      ...{ works: { "failed-again": 0, recovered: 0 }, queues: 1, rises: noRises },
    });
  });

  it("counts what rose by what it is, as far as it got worse", () => {
    const lines = counterOf(aSpike(), aSpike(), aDrift(), aDrift({ worse: false }), aSlow());
    expect(lines.whole.rises).toEqual({ spike: 2, drift: 1, slow: 1 });
    expect(lines.of(scopeKey(aScope)).worse).toBe(4);
  });

  it("counts a scope's lines apart, but not those of queues and inputs", () => {
    const lines = counterOf(group, fixed, carried, carried, queue, input);
    expect(lines.of(scopeKey(aScope))).toEqual({ worse: 1, groups: { ...noGroups, new: 1, absent: 1 } });
    expect(lines.of(scopeKey(other))).toEqual({ worse: 2, groups: noGroups });
  });

  it("counts works when told of them", () => {
    const lines = createLineCounter();
    for (const outcome of ["recovered", "failed-again", "recovered"] as const) lines.addWork(outcome);
    expect(lines.whole.works).toEqual({ "failed-again": 1, recovered: 2 });
  });

  it("keeps the worst lines of every kind", () => {
    expect(counterOf(fixed, queue, group, input).worst()).toEqual([group, queue, input]);
  });
});
