/**
 * Drives virtual time: the next event comes when this process has nothing left to do.
 *
 * The code under test does real work beside its sleeps, unpacking on the thread pool above all, and time must stand
 * still meanwhile. Node itself knows when nothing is under way any more: it says `beforeExit`. So a process that drives
 * holds nothing else open, no timer, socket or channel, and drives one play at a time. Work on the thread pool ends in
 * the order in which it began only where the pool has one thread.
 */

import type { EventQueue } from "./event-queue.ts";

export interface Drive {
  readonly queue: EventQueue;
  /** Asked before each event; a sentence ends the play. */
  readonly halt: () => string | null;
}

/** Resolves with null when no event is left, or with the sentence that ended the play. */
export function drive({ queue, halt }: Drive): Promise<string | null> {
  if (process.env["UV_THREADPOOL_SIZE"] !== "1") {
    throw new Error("Cannot drive virtual time: set UV_THREADPOOL_SIZE=1 when the process is started");
  }
  return new Promise((resolve) => {
    const end = (reason: string | null) => {
      process.off("beforeExit", onQuiet);
      setImmediate(() => resolve(reason));
    };
    const onQuiet = () => {
      const reason = halt();
      if (reason !== null) return end(reason);
      const run = queue.take();
      if (run === null) end(null);
      else setImmediate(run);
    };
    process.on("beforeExit", onQuiet);
  });
}
