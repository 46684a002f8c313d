/**
 * The time that an invocation may take, as a signal: it ends a little before the platform would end the process, so that
 * what happened can still be told.
 */

import { formatDuration } from "../core/duration.ts";
import { DeadlineError } from "../core/errors.ts";
import type { Clock } from "../ports/clock.ts";

export interface TimeLimit {
  /** Aborted with a `DeadlineError` when time is up. */
  readonly signal: AbortSignal;
  /** All that the invocation has, from its beginning. */
  readonly usableMs: number;
  remainingMs(): number;
  /** Lets go of the timer. */
  end(): void;
}

/** What is kept back of `limitMs`: a tenth, at most ten seconds. */
const longestMarginMs = 10_000;

export function startTimeLimit(clock: Clock, limitMs: number): TimeLimit {
  const usableMs = limitMs - Math.min(longestMarginMs, limitMs / 10);
  const endsAt = clock.now() + usableMs;
  const time = new AbortController();
  const timer = new AbortController();
  const stop = () => time.abort(new DeadlineError(`Cannot go on: ${formatDuration(limitMs)} are nearly up`));
  clock.sleep(usableMs, timer.signal).then(stop, () => undefined);
  return { signal: time.signal, usableMs, remainingMs: () => endsAt - clock.now(), end: () => timer.abort() };
}
