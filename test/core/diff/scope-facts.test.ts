import { describe, expect, it } from "vitest";
import { durationChanges, rateChanges, type ScopeFacts, scopeFacts } from "../../../lib/core/diff/scope-facts.ts";
import type { ScopeSummary } from "../../../lib/core/schema/summary.ts";
import { noDurations } from "../../fakes/committed-night.ts";
import { aScope } from "../../fakes/samples.ts";

const took = { ...noDurations, count: 8, sumMs: 80, minMs: 5, maxMs: 20, p50Ms: 9, p90Ms: 15, p99Ms: 20 };

function facts(byState: ScopeSummary["byState"], change: Partial<ScopeSummary> = {}): ScopeFacts {
  return scopeFacts({
    ...aScope,
    ...{ complete: true, jobs: 100, byState, byVerdict: {}, failureRate: null },
    ...{ wait: noDurations, run: noDurations, operations: [], ...change },
  });
}

const place = { scope: aScope, baseline: "2026-11-20" };

describe("scopeFacts()", () => {
  it("counts as ended what failed and what succeeded, and nothing else", () => {
    expect(facts({ Failed: 3, Success: 7, Cancel: 5, Running: 2 })).toMatchObject({ failed: 3, ended: 10 });
    expect(facts({})).toMatchObject({ failed: 0, ended: 0 });
  });
});

describe("rateChanges()", () => {
  const operations = (...rows: [string, number, number][]) => ({
    operations: rows.map(([operation, failed, succeeded]) => ({ operation, templateName: null, failed, succeeded })),
  });

  it("sets plain counts side by side, the whole scope first, then its operations by name", () => {
    const before = facts({ Failed: 1, Success: 9 }, operations(["b", 1, 4], ["quiet", 0, 5]));
    const after = facts({ Failed: 4, Success: 6 }, operations(["a", 2, 0], ["b", 2, 1], ["quiet", 0, 5]));
    const rows = rateChanges(place, { before, after });
    expect(rows[0]).toEqual({
      ...{ schema: "job-audit/regression/v1", kind: "rate", ...aScope, worse: false, baseline: "2026-11-20" },
      ...{ operation: null, before: { failed: 1, ended: 10 }, after: { failed: 4, ended: 10 } },
    });
    expect(rows.slice(1).map(({ operation, before, after }) => [operation, before, after])).toEqual([
      ["a", { failed: 0, ended: 0 }, { failed: 2, ended: 2 }],
      ["b", { failed: 1, ended: 5 }, { failed: 2, ended: 3 }],
    ]);
  });

  it("says nothing where neither side has a failure", () => {
    const clean = facts({ Success: 5 }, operations(["a", 0, 5]));
    expect(rateChanges(place, { before: clean, after: clean })).toEqual([]);
    expect(rateChanges(place, { before: null, after: clean })).toEqual([]);
    expect(rateChanges(place, { before: null, after: null })).toEqual([]);
  });

  it("knows nothing of a side that was not audited", () => {
    const known = facts({ Failed: 1 });
    expect(rateChanges(place, { before: known, after: null })).toMatchObject([{ before: { failed: 1 }, after: null }]);
    expect(rateChanges(place, { before: null, after: known })).toMatchObject([{ before: null, after: { failed: 1 } }]);
  });
});

describe("durationChanges()", () => {
  const quantiles = { jobs: 8, p50Ms: 9, p90Ms: 15, p99Ms: 20 };

  it("sets waiting and running side by side where either side has any", () => {
    const before = facts({}, { wait: took });
    const after = facts({}, { wait: took, run: took });
    expect(durationChanges(place, { before, after })).toEqual([
      {
        ...{ schema: "job-audit/regression/v1", kind: "duration", ...aScope, worse: false, baseline: "2026-11-20" },
        ...{ phase: "wait", before: quantiles, after: quantiles },
      },
      expect.objectContaining({ phase: "run", before: null, after: quantiles }),
    ]);
  });

  it("knows nothing of a side that was not audited", () => {
    const known = facts({}, { run: took });
    const told = (rows: ReturnType<typeof durationChanges>) =>
      rows.map(({ phase, before, after }) => [phase, before, after]);
    expect(told(durationChanges(place, { before: known, after: null }))).toEqual([["run", quantiles, null]]);
    expect(told(durationChanges(place, { before: null, after: known }))).toEqual([["run", null, quantiles]]);
  });

  it.each(["p50Ms", "p90Ms", "p99Ms"])("says nothing of a side whose %s is not known", (quantile) => {
    const partly = facts({}, { wait: { ...took, [quantile]: null } });
    expect(durationChanges(place, { before: partly, after: partly })).toEqual([]);
  });

  it("says nothing where nothing ended", () => {
    expect(durationChanges(place, { before: null, after: facts({}) })).toEqual([]);
  });
});
