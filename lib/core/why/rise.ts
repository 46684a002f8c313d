/**
 * A rise: the failures of a night beside those of the nights before, with how many of them were expected.
 *
 * What is expected of a part is its share before of what is expected of the whole, so that what the values of an
 * attribute have too many adds up to what there is too many. Without failures before, it is its share now.
 */

import type { FailureCount } from "./contrast.ts";
import type { ValueCounts } from "./heavy-values.ts";

export interface Rise {
  /** How many failures the night was expected to have. */
  readonly expected: number;
  readonly now: ValueCounts;
  /** Of all nights before together. Counts of values that `now` does not count are not looked at. */
  readonly before: ValueCounts;
}

/** With fewer failures before, no test can tell whether what failures have in common is more frequent than before. */
export const fewBefore = 5;

/** The rule and the attributes: at most one in twenty is told for no reason. */
export const significance = 0.05;

export function wholeOf({ now, before }: Rise): FailureCount {
  return { now: now.failed, before: before.failed };
}

export function extraOf({ expected, now }: Rise): number {
  return now.failed - expected;
}

/** Expected failures of the night for each one before; 0 when there was none. */
export function scaleOf({ expected, before }: Rise): number {
  return before.failed === 0 ? 0 : expected / before.failed;
}

export interface Share {
  readonly failed: number;
  readonly expected: number;
  readonly excess: number;
}

/** Of the part of a rise that has failures. */
export function shareOf(part: FailureCount, rise: Rise): Share {
  const whole = wholeOf(rise);
  const expected = whole.before === 0 ? rise.expected * (part.now / whole.now) : scaleOf(rise) * part.before;
  return { failed: part.now, expected, excess: part.now - expected };
}
