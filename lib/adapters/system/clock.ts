/** The machine's clock. */

import type { Clock } from "../../ports/clock.ts";

export const systemClock: Clock = { now: () => Date.now(), sleep };

/** Node's own promise of a timer makes an error of every abort, with a stack; each request has such a timer. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const end = (finish: () => void) => () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", giveUp);
      finish();
    };
    const timer = setTimeout(end(resolve), ms);
    const giveUp = end(() => reject(signal.reason));
    signal.addEventListener("abort", giveUp);
  });
}
