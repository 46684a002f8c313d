/** What a diff needs of a scope's summary: plain counts and quantiles, the same of either side. */

import { compareText } from "../order.ts";
import type { DurationChange, RateChange } from "../schema/regression.ts";
import type { Durations, ScopeSummary } from "../schema/summary.ts";
import type { ComparedScope } from "./compared-scopes.ts";

interface EndedJobs {
  readonly failed: number;
  readonly ended: number;
}

type Quantiles = DurationChange["after"];

export interface ScopeFacts extends EndedJobs {
  readonly operations: ReadonlyMap<string, EndedJobs>;
  readonly wait: Quantiles;
  readonly run: Quantiles;
}

export function scopeFacts({ byState, operations, wait, run }: ScopeSummary): ScopeFacts {
  const failed = byState["Failed"] ?? 0;
  return {
    failed,
    ended: failed + (byState["Success"] ?? 0),
    operations: new Map(
      operations.map(({ operation, failed, succeeded }) => [operation, { failed, ended: failed + succeeded }]),
    ),
    wait: quantilesOf(wait),
    run: quantilesOf(run),
  };
}

function quantilesOf({ count: jobs, p50Ms, p90Ms, p99Ms }: Durations): Quantiles {
  return p50Ms === null || p90Ms === null || p99Ms === null ? null : { jobs, p50Ms, p90Ms, p99Ms };
}

/** A scope's facts in the night and in its baseline; null where it was not audited, or there is no baseline. */
export interface FactsPair {
  readonly before: ScopeFacts | null;
  readonly after: ScopeFacts | null;
}

type Place = Pick<ComparedScope, "scope"> & { readonly baseline: string | null };

/** The whole scope first, then its operations by name; only where either side has a failure. */
export function rateChanges({ scope, baseline }: Place, { before, after }: FactsPair): readonly RateChange[] {
  // Stryker disable next-line ArrayDeclaration: an operation that no side knows has no failure, and so no line.
  const names = new Set([...(before?.operations.keys() ?? []), ...(after?.operations.keys() ?? [])]);
  return [null, ...[...names].sort(compareText)]
    .map((operation) => ({ operation, before: endedOf(before, operation), after: endedOf(after, operation) }))
    .filter((sides) => (sides.before?.failed ?? 0) > 0 || (sides.after?.failed ?? 0) > 0)
    .map((sides) => ({
      schema: "job-audit/regression/v1",
      kind: "rate",
      ...scope,
      worse: false,
      baseline,
      ...sides,
    }));
}

function endedOf(facts: ScopeFacts | null, operation: string | null): EndedJobs | null {
  if (facts === null) return null;
  const { failed, ended } = operation === null ? facts : (facts.operations.get(operation) ?? { failed: 0, ended: 0 });
  return { failed, ended };
}

/** Waiting, then running; only where either side has any. */
export function durationChanges({ scope, baseline }: Place, { before, after }: FactsPair): readonly DurationChange[] {
  return (["wait", "run"] as const)
    .map((phase) => ({ phase, before: before?.[phase] ?? null, after: after?.[phase] ?? null }))
    .filter((sides) => sides.before !== null || sides.after !== null)
    .map((sides) => ({
      schema: "job-audit/regression/v1",
      kind: "duration",
      ...scope,
      worse: false,
      baseline,
      ...sides,
    }));
}
