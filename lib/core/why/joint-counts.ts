/**
 * How many failures have which of a few values together: one counter for each of their combinations.
 *
 * Sums of whole numbers, so that the order of the failures never shows.
 */

import type { WhyCondition } from "../schema/why.ts";
import type { FailureCount } from "./contrast.ts";
import { valueKey } from "./value-key.ts";

/** With these there are 65,536 combinations, in a megabyte. */
export const mostCandidates = 16;

/** Failures that have the same of the values: `bits` has one for each, in the order of the candidates. */
export interface JointCount extends FailureCount {
  readonly bits: number;
}

export interface JointCounts {
  addNow(conditions: readonly WhyCondition[]): void;
  addBefore(conditions: readonly WhyCondition[]): void;
  /** Those that any failure has. */
  rows(): readonly JointCount[];
}

/** Throws `RangeError` for more than `mostCandidates`. */
export function createJointCounts(candidates: readonly WhyCondition[]): JointCounts {
  if (candidates.length > mostCandidates) throw new RangeError(`Cannot count ${candidates.length} values together`);
  const bitOf = new Map(candidates.map((candidate, index) => [valueKey(candidate), 1 << index]));
  const now = new Float64Array(1 << candidates.length);
  const before = new Float64Array(now.length);
  const count = (side: Float64Array, conditions: readonly WhyCondition[]) => {
    const bits = conditions.reduce((all, each) => all | (bitOf.get(valueKey(each)) ?? 0), 0);
    side[bits] = (side[bits] ?? 0) + 1;
  };
  return {
    addNow: (conditions) => count(now, conditions),
    addBefore: (conditions) => count(before, conditions),
    rows: () =>
      Array.from(now, (each, bits) => ({ bits, now: each, before: before[bits] ?? 0 })).filter(
        (row) => row.now + row.before > 0,
      ),
  };
}
