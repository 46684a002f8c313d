/** How many failures would have been told: what a quiet night was able to show at all. */

import { criticalValue } from "../stats/quantile.ts";
import type { Test } from "./assess.ts";
import { lawOf } from "./prediction.ts";

/**
 * The least number of failures that would be a spike if nothing else rose; null: not even all jobs. `level` is what the
 * p-value of a lone spike has to come down to.
 */
export function leastTold({ prediction, effect }: Test, level: number): number | null {
  const { expected, floor } = effect;
  const significant = criticalValue(lawOf(prediction), level);
  const least = Math.max(significant, Math.ceil(expected + floor.excess), Math.ceil(expected * floor.ratio));
  return least > prediction.ended ? null : least;
}
