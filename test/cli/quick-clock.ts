/**
 * A clock for commands that really speak over sockets: it stands still but for back-off, which takes no time.
 *
 * A deadline, which is longer than any back-off, is never reached by waiting.
 */

import type { Clock } from "../../lib/ports/clock.ts";

/** `longestBackoffMs`: no deadline is as short. */
export function createQuickClock(start: number, longestBackoffMs = 10_000): Clock {
  let now = start;
  return {
    now: () => now,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      if (ms > longestBackoffMs) return untilAborted(signal);
      now += ms;
    },
  };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
