/**
 * Quantile sketches of durations: counts by bins whose edges are powers of gamma (a DDSketch), so that every quantile
 * is within 1 % of a value that was added.
 *
 * A sketch depends on the values alone, not on their order, nor on how they were split and merged. Values are whole
 * milliseconds, 0 or more.
 */

import { DDSketch } from "@datadog/sketches-js";
import type { Sketch as SketchRow } from "./schema/summary.ts";

export type Sketch = DDSketch;

const relativeAccuracy = 0.01;

export function createSketch(): Sketch {
  // Stryker disable next-line ObjectLiteral: 0.01 is what the library takes unasked, too.
  return new DDSketch({ relativeAccuracy });
}

/** Adds a value in place. */
export function addToSketch(sketch: Sketch, ms: number): void {
  sketch.accept(ms);
}

/** Adds `other` to `sketch` in place, and leaves `other` as it is. */
export function mergeSketch(sketch: Sketch, other: Sketch): void {
  sketch.merge(other);
}

/** The value at rank `quantile * (count - 1)`, rounded down; null when nothing was added. */
export function quantileOf(sketch: Sketch, quantile: number): number | null {
  return sketch.count === 0 ? null : sketch.getValueAtQuantile(quantile);
}

/** Null when nothing was added. */
export function sketchRow({ count, zeroCount, store }: Sketch): SketchRow | null {
  if (count === 0) return null;
  if (store.count === 0) return { relativeAccuracy, zeros: zeroCount, firstBin: 0, bins: [] };
  // The store keeps empty bins on both sides, more or fewer by the order in which values came.
  const bins = store.bins.slice(store.minKey - store.offset, store.maxKey - store.offset + 1);
  return { relativeAccuracy, zeros: zeroCount, firstBin: store.minKey, bins };
}

/** A sketch that can be merged with others of the same accuracy; null gives an empty one. */
export function sketchFromRow(row: SketchRow | null): Sketch {
  if (row === null) return createSketch();
  const sketch = new DDSketch({ relativeAccuracy: row.relativeAccuracy });
  const add = (ms: number, count: number) => count > 0 && sketch.accept(ms, count);
  add(0, row.zeros);
  for (const [index, count] of row.bins.entries()) add(sketch.mapping.value(row.firstBin + index), count);
  return sketch;
}

const { mapping } = createSketch();
/** Of durations of no time at all. */
const zeroBin = Number.NEGATIVE_INFINITY;

/** The bin that a duration falls into. */
export function binOf(ms: number): number {
  return ms < mapping.minPossible ? zeroBin : mapping.key(ms);
}

/** In whole milliseconds what stands for all of the bin. */
export function binValue(bin: number): number {
  return bin === zeroBin ? 0 : Math.round(mapping.value(bin));
}

/** What was added, ascending, as what stands for each bin. */
export function* binsOf(row: SketchRow | null): Generator<{ readonly ms: number; readonly count: number }> {
  if (row === null) return;
  const own = new DDSketch({ relativeAccuracy: row.relativeAccuracy }).mapping;
  if (row.zeros > 0) yield { ms: 0, count: row.zeros };
  for (const [index, count] of row.bins.entries()) if (count > 0) yield { ms: own.value(row.firstBin + index), count };
}
