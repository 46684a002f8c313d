/** A clock that goes on only when somebody says so; who sleeps wakes when it has come to that. */

import type { Clock } from "../../lib/ports/clock.ts";

export interface SteppingClock extends Clock {
  advance(ms: number): void;
}

export function steppingClock(now: number): SteppingClock {
  let time = now;
  const sleepers = new Set<{ readonly until: number; wake(): void }>();
  return {
    now: () => time,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const sleeper = { until: time + ms, wake: resolve };
        sleepers.add(sleeper);
        signal.addEventListener("abort", () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      });
    },
    advance(ms) {
      time += ms;
      for (const sleeper of sleepers) {
        if (sleeper.until > time) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}
