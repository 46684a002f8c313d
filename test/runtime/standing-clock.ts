/** A clock that stands still until a test moves it; whoever sleeps wakes when it has been moved far enough. */

import type { Clock } from "../../lib/ports/clock.ts";

export interface StandingClock extends Clock {
  pass(ms: number): void;
  sleepers(): number;
}

export function standingClock(start: number): StandingClock {
  let now = start;
  const sleepers = new Map<object, { at: number; wake: () => void }>();
  return {
    now: () => now,
    sleepers: () => sleepers.size,
    pass(ms) {
      now += ms;
      for (const { at, wake } of [...sleepers.values()]) if (at <= now) wake();
    },
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        const key = {};
        const wake = () => {
          sleepers.delete(key);
          resolve();
        };
        sleepers.set(key, { at: now + ms, wake });
        signal.addEventListener("abort", () => {
          sleepers.delete(key);
          reject(signal.reason);
        });
      });
    },
  };
}
