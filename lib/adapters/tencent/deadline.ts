/**
 * A deadline over stretches of work: only while one of them is under way does time run.
 *
 * Whoever waits for a turn between two stretches loses nothing by it: a slow host makes a run slow, not incomplete.
 */

import { onAbort } from "../../core/on-abort.ts";
import type { Clock } from "../../ports/clock.ts";

/** Nobody sees it: a stretch has ended when its timer is stopped. Made once, since making an error takes long. */
const over = new Error("The stretch is over.");

export interface DeadlineOptions {
  readonly clock: Clock;
  readonly ms: number;
  /** The caller's own; its reason is passed on. */
  readonly signal: AbortSignal;
}

export interface Deadline {
  /** All of it. */
  readonly ms: number;
  remainingMs(): number;
  /** Whether it ended a stretch. */
  passed(): boolean;
  /** Time runs until `work` ends. Its signal is aborted by the caller or when time is up. One stretch at a time. */
  spend<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

export function createDeadline({ clock, ms, signal }: DeadlineOptions): Deadline {
  let leftMs = ms;
  let passed = false;

  async function spend<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const startedAt = clock.now();
    const stop = new AbortController();
    const unlink = onAbort(signal, () => stop.abort(signal.reason));
    const end = () => {
      passed = true;
      stop.abort(new Error("The deadline has passed."));
    };
    clock.sleep(leftMs, stop.signal).then(end, () => undefined);
    try {
      return await work(stop.signal);
    } finally {
      leftMs -= clock.now() - startedAt;
      unlink();
      stop.abort(over);
    }
  }

  return { ms, remainingMs: () => leftMs, passed: () => passed, spend };
}
