/**
 * A list that is not in order of creation: runs of jobs stand the wrong way round, the same way each time they are listed.
 *
 * Inside a span each position still stands for one job, and each job for one position.
 */

import type { JobList } from "../world.ts";
import type { PageQuirks } from "./behaviour.ts";
import type { IndexSpan } from "./select-page.ts";

/** Jobs of a run that stands the wrong way round, and how many runs there are from one such to the next. */
const runLength = 5;
const everyRun = 3;

/** Which job stands at a position of the span. */
export function inDisorder(
  all: JobList,
  span: IndexSpan,
  position: number,
  inversions: NonNullable<PageQuirks["inversions"]>,
): number {
  const run = inversions === "within-second" ? secondAt(all, position) : runAt(position);
  const low = Math.max(run.low, span.low);
  const high = Math.min(run.high, span.high);
  return low + high - 1 - position;
}

function secondAt(all: JobList, position: number): IndexSpan {
  const createdAt = all.createdAt(position);
  let low = position;
  let high = position + 1;
  while (low > 0 && all.createdAt(low - 1) === createdAt) low -= 1;
  while (high < all.length && all.createdAt(high) === createdAt) high += 1;
  return { low, high };
}

function runAt(position: number): IndexSpan {
  const run = Math.floor(position / runLength);
  if (run % everyRun !== 0) return { low: position, high: position + 1 };
  return { low: run * runLength, high: (run + 1) * runLength };
}
