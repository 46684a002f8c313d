/** A clock that stands still unless it is set, so that what says when it was made is the same each time. */

import type { DemoClock } from "../cli/demo-clock.ts";
import { createShiftedClock } from "../lib/runtime/shifted-clock.ts";

/** Stands at 1970 until it is set. Sleeping takes its time, and moves nothing. */
export function createStandingClock(): DemoClock {
  const { sleep } = createShiftedClock(0);
  let time = 0;
  return {
    sleep,
    now: () => time,
    set(now) {
      time = now;
    },
  };
}
