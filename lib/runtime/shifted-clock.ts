/** A clock that stands elsewhere and goes on from there at the usual pace: for clouds that are played. */

import { systemClock } from "../adapters/system/clock.ts";
import type { Clock } from "../ports/clock.ts";

/** Begins at `start` (epoch milliseconds) when it is made. */
export function createShiftedClock(start: number): Clock {
  const shift = start - systemClock.now();
  return { now: () => systemClock.now() + shift, sleep: systemClock.sleep };
}
