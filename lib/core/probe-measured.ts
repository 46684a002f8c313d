/**
 * What of a probe an audit goes by.
 *
 * That a job of some age is listed raises no trust: where an audit needs that, it asks for an older job itself, and a job
 * that the probe saw would be listed still if it were kept so long. That a job was lost does bound it.
 */

import type { Probe, ValueOf } from "./schema/probe.ts";

export interface Measured {
  /** How many ids one look-up takes; null: not told. */
  readonly lookupIds: 1 | 10 | null;
  /** The age at which a job was listed no more; null: none is known to be lost. */
  readonly lostMs: number | null;
}

export const nothingMeasured: Measured = { lookupIds: null, lostMs: null };

export function measuredBy({ answers }: Probe): Measured {
  const { lookupIds, retention } = answers;
  return { lookupIds: idsBy(lookupIds.value), lostMs: retention.value?.listLostMs ?? null };
}

function idsBy(value: ValueOf<"lookupIds"> | null): 1 | 10 | null {
  if (value === null) return null;
  if (value.answered >= 10) return 10;
  return value.refusedAt === null && value.partialAt === null ? null : 1;
}

export interface Retained {
  readonly ms: number;
  readonly by: "measured" | "assumed";
}

/** How long jobs can be counted on to be listed. */
export function retainedFor(retention: ValueOf<"retention"> | null, assumedMs: number): Retained {
  const { listLostMs = null, listedForMs = null } = retention ?? {};
  if (listLostMs !== null) return { ms: listLostMs, by: "measured" };
  // Stryker disable next-line ConditionalExpression: only the types need to hear that null is no longer than anything.
  if (listedForMs !== null && listedForMs > assumedMs) return { ms: listedForMs, by: "measured" };
  return { ms: assumedMs, by: "assumed" };
}
