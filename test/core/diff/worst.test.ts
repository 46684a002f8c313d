import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWorst } from "../../../lib/core/diff/worst.ts";
import type { CarriedChange, GroupChange, Regression } from "../../../lib/core/schema/regression.ts";
import { aSpike } from "../../fakes/rise-lines.ts";
import { aScope } from "../../fakes/samples.ts";

const head = { schema: "job-audit/regression/v1", worse: true, baseline: "2026-11-20" } as const;

function group(change: Partial<GroupChange>): GroupChange {
  return {
    ...{ ...head, kind: "group", ...aScope, fingerprint: "v1:a", baselineState: "new", verdict: "failed" },
    ...{ code: "", message: "", operation: null, before: 0, after: 1, samples: [] },
    ...{
      firstSeen: "2026-11-21",
      lastSeen: "2026-11-21",
      knownCode: false,
      flapping: false,
      overGrouped: false,
      ...change,
    },
  };
}

function carried(change: Partial<CarriedChange>): CarriedChange {
  return {
    ...{ schema: head.schema, kind: "carried", ...aScope, worse: true, outcome: "failed", verdict: "failed" },
    ...{ jobs: 1, oldest: "2026-11-20T00:00:00.000Z", nights: [], samples: [], ...change },
  };
}

const lost: Regression = {
  ...{ ...head, kind: "coverage", ...aScope, before: "complete", after: "incomplete", holes: 1 },
};
const failedAgain: Regression = {
  ...{ schema: head.schema, kind: "input", ...aScope, worse: true, outcome: "failed-again", jobId: "j1", code: "" },
  ...{ createdAt: "2026-11-20T17:00:00.000Z", input: { bucket: null, region: null, object: "a.jpg" }, operation: null },
};
const { tag: _, ...queuePlace } = aScope;
const paused: Regression = {
  ...{ ...head, kind: "queue", ...queuePlace, name: null, change: "paused", before: "Active", after: "Paused" },
};

/** The worst first. */
const ranked: readonly Regression[] = [
  lost,
  carried({ jobs: 2, outcome: "not-seen" }),
  aSpike({ excess: 70 }),
  aSpike({ excess: null, after: { failed: 60, ended: 60 } }),
  aSpike({ excess: 50 }),
  aSpike({ excess: 70, level: "operation", operation: "t1" }),
  group({ after: 90, baselineState: "regressed" }),
  group({ after: 80 }),
  group({ after: 80, fingerprint: "v1:b" }),
  carried({ jobs: 500, outcome: "vanished" }),
  carried({ jobs: 400 }),
  paused,
  carried({ jobs: 950, outcome: "hidden-failure" }),
  group({ after: 900, verdict: "stuck.queued" }),
  failedAgain,
  group({ after: null, verdict: "stuck.queued" }),
];

function worstOf(rows: readonly Regression[]): readonly Regression[] {
  const worst = createWorst();
  for (const row of rows) worst.add(row);
  return worst.rows();
}

describe("createWorst()", () => {
  it("puts lost coverage first, then open jobs out of sight, then failures by jobs, jobs that did not survive, queues, and the rest", () => {
    expect(worstOf(ranked)).toEqual(ranked);
  });

  it("gives the same answer in whatever order rows come", async () => {
    const shuffled = fc.shuffledSubarray([...ranked], { minLength: ranked.length });
    const same = fc.asyncProperty(shuffled, async (rows) => {
      expect(worstOf(rows)).toEqual(ranked);
    });
    await fc.assert(same);
  });

  it("passes over what got no worse", () => {
    expect(worstOf([group({ worse: false, after: 1_000_000 })])).toEqual([]);
  });

  it("keeps twenty", () => {
    const rows = Array.from({ length: 50 }, (_, index) => group({ after: ((index * 7) % 50) + 1 }));
    expect(worstOf(rows)).toEqual(Array.from({ length: 20 }, (_, index) => group({ after: 50 - index })));
  });
});
