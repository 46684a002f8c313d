/**
 * Effects: by how much more a night failed than its baseline, and the least that is worth a word. With enough jobs every
 * trifle is significant.
 */

import type { Baseline } from "./baseline.ts";
import type { RateCount, RateOptions, Stratum } from "./stratum.ts";

export interface Floor {
  readonly ratio: number;
  readonly excess: number;
}

export interface Effect {
  /** Failures, at the baseline's rate. */
  readonly expected: number;
  readonly excess: number;
  /** Null: the baseline has no failure. */
  readonly ratio: number | null;
  readonly floor: Floor;
  /** Whether it is at the floor or above it. */
  readonly enough: boolean;
}

/** Jobs that make a failure that was never seen before worth a word. */
const minUnseen = 3;

/** The baseline has jobs. */
export function effectOf(stratum: Stratum, baseline: Baseline, options: RateOptions): Effect {
  const { now } = stratum;
  const floor = floorOf(stratum, baseline, options);
  const expected = (now.ended * baseline.failed) / baseline.ended;
  const excess = now.failed - expected;
  const ratio = baseline.failed === 0 ? null : now.failed / expected;
  return { expected, excess, ratio, floor, enough: excess >= floor.excess && (ratio === null || ratio >= floor.ratio) };
}

/** Whether the first failure is enough, whatever chance says. */
export function toldAtOnce({ key }: Stratum, before: RateCount, { alwaysAlert }: RateOptions): boolean {
  return before.failed === 0 && alwaysAlert?.has(key) === true;
}

/** Twice as high while there are too few nights to be sure of. */
export function floorOf(stratum: Stratum, baseline: Baseline, options: RateOptions): Floor {
  const { minRatio = 1.5, minExcess = 5, minShare = 0.0005 } = options;
  const times = baseline.provisional ? 2 : 1;
  if (toldAtOnce(stratum, baseline, options)) return { ratio: minRatio * times, excess: 1 };
  const excess = baseline.failed === 0 ? minUnseen : Math.max(minExcess, minShare * stratum.now.ended);
  return { ratio: minRatio * times, excess: excess * times };
}
