/** A fixed number of slots, given out in the order of asking and given back whatever becomes of the work. */

import { onAbort } from "../../core/on-abort.ts";

export interface Slots {
  /** Rejects with the signal's reason when it is aborted before the work began. */
  use<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

export function createSlots(count: number): Slots {
  let free = count;
  const waiting = new Set<() => void>();

  function release(): void {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else next();
  }

  async function take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (free === 0) return wait(signal);
    free -= 1;
  }

  function wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => () => {
        waiting.delete(grant);
        unlink();
        finish();
      };
      const grant = settle(resolve);
      const unlink = onAbort(
        signal,
        settle(() => reject(signal.reason)),
      );
      waiting.add(grant);
    });
  }

  async function use<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await take(signal);
    try {
      return await work();
    } finally {
      release();
    }
  }

  return { use };
}
