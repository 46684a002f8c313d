/** A deadline over many tries: one signal that is aborted by the caller or when time is up. */

import { setMaxListeners } from "node:events";
import type { Clock } from "../../ports/clock.ts";

export interface DeadlineOptions {
  readonly clock: Clock;
  readonly ms: number;
  /** The caller's own; its reason is passed on. */
  readonly signal: AbortSignal;
}

export interface Deadline {
  readonly signal: AbortSignal;
  /** All of it. */
  readonly ms: number;
  remainingMs(): number;
  /** Must be called when the tries are over: it lets go of the timer and of the caller's signal. */
  close(): void;
}

export function startDeadline({ clock, ms, signal }: DeadlineOptions): Deadline {
  // Every call under way watches the run's one signal; Node takes more than ten listeners for a leak.
  setMaxListeners(0, signal);
  const endsAt = clock.now() + ms;
  const stop = new AbortController();
  const passOn = () => stop.abort(signal.reason);
  signal.addEventListener("abort", passOn);
  clock.sleep(ms, stop.signal).then(
    () => stop.abort(new Error("The deadline has passed.")),
    () => undefined,
  );
  return {
    signal: stop.signal,
    ms,
    remainingMs: () => endsAt - clock.now(),
    close() {
      signal.removeEventListener("abort", passOn);
      stop.abort();
    },
  };
}
