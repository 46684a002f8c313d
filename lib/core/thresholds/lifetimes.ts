/**
 * Lifetimes: how long jobs waited or ran, as far as it was seen, counted in the bins of the summaries' sketches.
 *
 * Sums of whole numbers, so that the order of adding never shows, and bounded by the number of bins.
 */

import type { Sketch } from "../schema/summary.ts";
import { binOf, binsOf, binValue } from "../sketch.ts";
import type { Observed } from "./survival-quantile.ts";

export interface Lifetimes {
  readonly bins: Map<number, Count>;
}

interface Count {
  events: number;
  censored: number;
}

export function noLifetimes(): Lifetimes {
  return { bins: new Map() };
}

/** Counts what ended after `ms`; a clock that ran backwards counts as 0. */
export function addEvent(lifetimes: Lifetimes, ms: number): void {
  countAt(lifetimes, binOf(Math.max(0, ms))).events += 1;
}

/** Counts what was seen to last for `ms`, and not to end. */
export function addCensored(lifetimes: Lifetimes, ms: number): void {
  countAt(lifetimes, binOf(Math.max(0, ms))).censored += 1;
}

/** Everything that a summary counted ended. */
export function addEnded(lifetimes: Lifetimes, sketch: Sketch | null): void {
  for (const { ms, count } of binsOf(sketch)) countAt(lifetimes, binOf(ms)).events += count;
}

/** Adds `other` to `into` in place. */
export function addLifetimes(into: Lifetimes, other: Lifetimes): void {
  for (const [bin, { events, censored }] of other.bins) {
    const count = countAt(into, bin);
    count.events += events;
    count.censored += censored;
  }
}

/** Ascending. */
export function observedIn({ bins }: Lifetimes): readonly Observed[] {
  return [...bins].sort(([a], [b]) => (a < b ? -1 : 1)).map(([bin, count]) => ({ ms: binValue(bin), ...count }));
}

function countAt({ bins }: Lifetimes, bin: number): Count {
  const known = bins.get(bin);
  if (known !== undefined) return known;
  const count = { events: 0, censored: 0 };
  bins.set(bin, count);
  return count;
}
