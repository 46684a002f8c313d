/** Quantiles of distributions over whole numbers: the least value that leaves no more than asked for above it. */

import { type Law, upperTail } from "./tail.ts";

/** The least value with a probability of at most `above` beyond it; `above` is more than 0 and less than 1. */
export function upperQuantile(law: Law, above: number): number {
  return leastWhere(law, (at) => upperTail(law, at + 1) <= above);
}

/** The least value from which on the upper tail is at most `tail`: it may lie one behind the last. */
export function criticalValue(law: Law, tail: number): number {
  return upperQuantile(law, tail) + 1;
}

/** The least value that `holds`, which all values behind it do, as the last does. */
function leastWhere({ first, last, mean, spread }: Law, holds: (at: number) => boolean): number {
  let width = Math.max(1, Math.ceil(spread));
  let low = first - 1;
  let high = Math.min(last, Math.ceil(mean));
  while (!holds(high)) {
    low = high;
    high = Math.min(last, high + width);
    width *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
