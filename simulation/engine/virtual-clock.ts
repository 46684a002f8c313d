/** The clock of one simulated process: its sleeps are events of virtual time, and end with the process. */

import type { Clock } from "../../lib/ports/clock.ts";
import type { EventQueue, Owner } from "./event-queue.ts";

export function createVirtualClock(queue: EventQueue, owner: Owner): Clock {
  return {
    now: queue.now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (owner.dead) return;
        if (signal.aborted) return reject(signal.reason);
        const giveUp = () => {
          event.cancel();
          if (!owner.dead) reject(signal.reason);
        };
        const wake = () => {
          signal.removeEventListener("abort", giveUp);
          resolve();
        };
        const event = queue.at(queue.now() + ms, wake, owner);
        signal.addEventListener("abort", giveUp, { once: true });
      }),
  };
}
