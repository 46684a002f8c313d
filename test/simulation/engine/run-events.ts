/** Drives virtual time where all work is done by promises: a turn of the event loop settles every one of them. */

import { setImmediate } from "node:timers/promises";
import type { EventQueue } from "../../../simulation/engine/event-queue.ts";

export async function runEvents(queue: EventQueue): Promise<void> {
  await setImmediate();
  for (let run = queue.take(); run !== null; run = queue.take()) {
    run();
    await setImmediate();
  }
}
