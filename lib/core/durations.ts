/**
 * Durations: their count, sum, bounds and quantiles, gathered one by one or from the rows of several scopes or nights.
 */

import type { Durations } from "./schema/summary.ts";
import { addToSketch, createSketch, mergeSketch, quantileOf, type Sketch, sketchFromRow, sketchRow } from "./sketch.ts";

export interface DurationTally {
  count: number;
  sumMs: number;
  /** Infinity when there is none. */
  minMs: number;
  maxMs: number;
  readonly sketch: Sketch;
}

export function noDurations(): DurationTally {
  return { count: 0, sumMs: 0, minMs: Number.POSITIVE_INFINITY, maxMs: 0, sketch: createSketch() };
}

/** Adds one duration in place; a clock that ran backwards counts as 0. */
export function addDuration(tally: DurationTally, ms: number): void {
  const value = Math.max(0, ms);
  addBounds(tally, { count: 1, sumMs: value, minMs: value, maxMs: value });
  addToSketch(tally.sketch, value);
}

/** Adds `other` to `tally` in place. */
export function addDurations(tally: DurationTally, other: DurationTally): void {
  addBounds(tally, other);
  mergeSketch(tally.sketch, other.sketch);
}

function addBounds(into: DurationTally, { count, sumMs, minMs, maxMs }: Omit<DurationTally, "sketch">): void {
  into.count += count;
  into.sumMs += sumMs;
  into.minMs = Math.min(into.minMs, minMs);
  into.maxMs = Math.max(into.maxMs, maxMs);
}

export function durationsRow(tally: DurationTally): Durations {
  const { count, sumMs, minMs, maxMs, sketch } = tally;
  const bounds = count === 0 ? { minMs: null, maxMs: null } : { minMs, maxMs };
  const quantiles = { p50Ms: quantileMs(tally, 0.5), p90Ms: quantileMs(tally, 0.9), p99Ms: quantileMs(tally, 0.99) };
  return { count, sumMs, ...bounds, ...quantiles, sketch: sketchRow(sketch) };
}

export function durationsFromRow(row: Durations): DurationTally {
  const { count, sumMs, minMs, maxMs, sketch } = row;
  const bounds = { minMs: minMs ?? Number.POSITIVE_INFINITY, maxMs: maxMs ?? 0 };
  return { count, sumMs, ...bounds, sketch: sketchFromRow(sketch) };
}

/** In whole milliseconds, within what was seen: a bin may reach beyond it. */
function quantileMs({ sketch, minMs, maxMs }: DurationTally, quantile: number): number | null {
  const value = quantileOf(sketch, quantile);
  return value === null ? null : Math.min(Math.max(Math.round(value), minMs), maxMs);
}
