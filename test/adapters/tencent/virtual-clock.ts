/** A clock that jumps to the next sleeper as soon as nothing else is left to do, so that no test waits. */

import type { Clock } from "../../../lib/ports/clock.ts";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export interface VirtualClock extends Clock {
  /** How many sleep at the moment. */
  sleepers(): number;
}

export function createVirtualClock(start = 0): VirtualClock {
  let now = start;
  let ticking = false;
  const sleepers = new Set<Sleeper>();

  function tick(): void {
    ticking = false;
    const next = [...sleepers].reduce<Sleeper | null>((a, b) => (a === null || b.at < a.at ? b : a), null);
    if (next === null) return;
    now = next.at;
    next.wake();
    keepTicking();
  }

  function keepTicking(): void {
    if (ticking || sleepers.size === 0) return;
    ticking = true;
    setImmediate(tick);
  }

  function sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leave = () => {
        sleepers.delete(sleeper);
        signal.removeEventListener("abort", giveUp);
      };
      const giveUp = () => {
        leave();
        reject(signal.reason);
      };
      const sleeper = {
        at: now + ms,
        wake: () => {
          leave();
          resolve();
        },
      };
      sleepers.add(sleeper);
      signal.addEventListener("abort", giveUp);
      keepTicking();
    });
  }

  return { now: () => now, sleep, sleepers: () => sleepers.size };
}
