/**
 * Work that can be given up and gone on with later, one item after the other: each has its share of the time that is
 * left, and one share is kept for what comes behind all of them. So no item keeps the others waiting, however it hangs.
 */

import { DeadlineError } from "../../core/errors.ts";
import { linkedAbort } from "../../core/linked-abort.ts";
import type { Clock } from "../../ports/clock.ts";

export interface TimeLeft {
  readonly clock: Clock;
  remainingMs(): number;
}

/** What an item does not need of its share is the others'. None is begun when time is up. */
export async function takeShares<Item>(
  { clock, remainingMs }: TimeLeft,
  items: readonly Item[],
  work: (item: Item, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  for (const [index, item] of items.entries()) {
    const shareMs = remainingMs() / (items.length - index + 1);
    if (signal.aborted || shareMs <= 0) return;
    const share = linkedAbort(signal);
    const timer = linkedAbort(share.signal);
    const stop = () => share.abort(new DeadlineError("Cannot go on: its share of this run's time is used up"));
    clock.sleep(shareMs, timer.signal).then(stop, () => undefined);
    try {
      await work(item, share.signal);
    } finally {
      timer.abort();
    }
  }
}
