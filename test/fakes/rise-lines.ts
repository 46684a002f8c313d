/** Lines of what statistics found, and the test of a rate, as tests want them. */

import type { RateTest } from "../../lib/core/schema/rate-test.ts";
import type { DriftChange, SlowChange, SpikeChange } from "../../lib/core/schema/regression.ts";
import { aScope } from "./samples.ts";

const figures = {
  level: "scope" as const,
  operation: null,
  fingerprint: null,
  before: { failed: 588, ended: 28_028 },
  after: { failed: 82, ended: 1_002 },
  nights: ["2026-11-20", "2026-11-19"],
  leftOut: [],
  weekdays: false,
  method: "beta-binomial" as const,
  dispersion: 0,
  expected: 21.021,
  low: 13,
  high: 31,
  excess: 60.979,
  ratio: 3.9,
  ratioLow: 3.1,
  ratioHigh: 4.9,
  p: 1e-9,
  q: 2e-9,
  floor: { ratio: 1.5, excess: 5 },
  provisional: false,
};

export function aRateTest(change: Partial<RateTest> = {}): RateTest {
  const told = { verdict: "spike", reason: "82 of 1002 jobs failed" } as const;
  return { schema: "job-audit/rate-test/v1", ...aScope, ...figures, ...told, ...change };
}

const head = { schema: "job-audit/regression/v1", ...aScope, worse: true, baseline: "2026-11-20" } as const;

export function aSpike(change: Partial<SpikeChange> = {}): SpikeChange {
  return { ...head, kind: "spike", code: null, message: null, ...figures, why: null, ...change };
}

export function aDrift(change: Partial<DriftChange> = {}): DriftChange {
  const sides = { before: { failed: 100, ended: 10_000 }, after: { failed: 130, ended: 10_000 } };
  const sums = { since: "2026-11-12", nights: 10, statistic: 6.5, threshold: 6 };
  return { ...head, kind: "drift", ...sums, ...sides, ...change };
}

export function aSlow(change: Partial<SlowChange> = {}): SlowChange {
  const times = { before: 1_000, after: 4_000, jobs: 500, nights: 20, score: 5.5 };
  return { ...head, kind: "slow", phase: "run", quantile: "p90Ms", ...times, ...change };
}
