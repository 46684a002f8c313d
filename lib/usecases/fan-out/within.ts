/** Work that gets so much time and no more, so that something is left for what comes behind it. */

import { formatDuration } from "../../core/duration.ts";
import { DeadlineError } from "../../core/errors.ts";
import { linkedAbort } from "../../core/linked-abort.ts";
import type { Clock } from "../../ports/clock.ts";

/** Null: its time was used up, and it was stopped. `ms` may be Infinity. */
export async function within<Result>(
  clock: Clock,
  ms: number,
  work: (signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal,
): Promise<{ readonly result: Result } | null> {
  if (ms === Number.POSITIVE_INFINITY) return { result: await work(signal) };
  const stop = linkedAbort(signal);
  const timer = linkedAbort(stop.signal);
  let isUp = false;
  const onUp = () => {
    isUp = true;
    stop.abort(new DeadlineError(`Cannot go on: the ${formatDuration(Math.round(ms))} for it are up`));
  };
  clock.sleep(Math.max(0, ms), timer.signal).then(onUp, () => undefined);
  try {
    return { result: await work(stop.signal) };
  } catch (error) {
    if (isUp && !signal.aborted) return null;
    throw error;
  } finally {
    timer.abort();
    stop.abort();
  }
}
