/** A clock that stands still until somebody sleeps on it or sets it. */

import type { Clock } from "../../lib/ports/clock.ts";

export function manualClock(now: number): Clock {
  let time = now;
  return {
    now: () => time,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      time += ms;
    },
  };
}
