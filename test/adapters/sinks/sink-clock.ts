/**
 * A clock for real sockets: waits between tries and for turns pass at once and are on record; what is as long as the
 * time limit of a try never passes by itself.
 */

import type { Clock } from "../../../lib/ports/clock.ts";

export interface SinkClock extends Clock {
  readonly waits: readonly number[];
  /** The limits of all tries under way pass. */
  expire(): void;
}

/** `timeLimitMs`: what is as long is the time limit of a try. */
export function createSinkClock(start: number = Date.UTC(2026, 10, 22), timeLimitMs = 9_000): SinkClock {
  let now = start;
  const waits: number[] = [];
  const limits = new Set<() => void>();

  function sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (ms < timeLimitMs) {
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      limits.add(resolve);
      signal.addEventListener("abort", () => {
        limits.delete(resolve);
        reject(signal.reason);
      });
    });
  }

  function expire(): void {
    for (const pass of limits) pass();
  }

  return { now: () => now, sleep, waits, expire };
}
