/** What a night was tested for, as rows, and what was found, as lines of the diff. */

import type { RateTest } from "../schema/rate-test.ts";
import type { DriftChange, SlowChange, SpikeChange } from "../schema/regression.ts";
import type { Scope } from "../scope.ts";
import type { Drift } from "./cusum.ts";
import type { SlowPhase } from "./slow-phases.ts";
import type { JudgedRate } from "./stratum.ts";

export type TestedPlace = Pick<RateTest, "level" | "operation" | "fingerprint">;

export function rateTestOf(
  { family, region, bucket, queueId, tag }: Scope,
  { level, operation, fingerprint }: TestedPlace,
  { key: _, verdict, reason, ...figures }: JudgedRate,
): RateTest {
  const scope = { family, region, bucket, queueId, tag };
  return { schema: "job-audit/rate-test/v1", ...scope, level, operation, fingerprint, ...figures, verdict, reason };
}

export interface SpikeParts extends Pick<SpikeChange, "baseline" | "code" | "message" | "why"> {
  readonly test: RateTest;
}

export function spikeLine({ test, baseline, code, message, why }: SpikeParts): SpikeChange {
  const { schema: _, verdict: __, reason: ___, family, region, bucket, queueId, tag, ...figures } = test;
  return {
    schema: "job-audit/regression/v1",
    kind: "spike",
    ...{ family, region, bucket, queueId, tag },
    worse: true,
    baseline,
    code,
    message,
    ...figures,
    why,
  };
}

/** A scope beside its baseline. */
export interface LinePlace {
  readonly scope: Scope;
  readonly baseline: string | null;
}

export function driftLine({ scope, baseline }: LinePlace, { key: _, before, after, ...drift }: Drift): DriftChange {
  const head = { schema: "job-audit/regression/v1", kind: "drift", ...scope, worse: true, baseline } as const;
  return { ...head, ...drift, before: { ...before }, after: { ...after } };
}

export function slowLine({ scope, baseline }: LinePlace, { key: _, phase, ...slow }: SlowPhase): SlowChange {
  return { schema: "job-audit/regression/v1", kind: "slow", ...scope, worse: true, baseline, phase, ...slow };
}
