/** The demo's clock: it goes at the usual pace, and is set forward to each morning. */

import type { Clock } from "../lib/ports/clock.ts";
import { createShiftedClock } from "../lib/runtime/shifted-clock.ts";

export interface DemoClock extends Clock {
  /** Epoch milliseconds. */
  set(now: number): void;
}

export function createDemoClock(start: number): DemoClock {
  let clock = createShiftedClock(start);
  return {
    now: () => clock.now(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
    set(now) {
      clock = createShiftedClock(now);
    },
  };
}
