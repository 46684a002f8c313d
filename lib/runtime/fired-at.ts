/** When a timer fired, as far as that can be believed: a night that is not over would be committed for good. */

import { EventError } from "../core/errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { TimerEvent } from "./event.ts";

/** A choice: machines that keep time differ by less. */
const longestLeadMs = 5 * 60_000;

/** Epoch milliseconds, however long ago. Throws `EventError` for a time that is yet to come. */
export function firedAt({ at }: TimerEvent, clock: Clock): number {
  const now = clock.now();
  if (at <= now + longestLeadMs) return at;
  const [time, here] = [at, now].map((instant) => new Date(instant).toISOString());
  throw new EventError(
    `Cannot go by a timer of ${time}: that is more than 5 minutes from now, which is ${here} here; send the time at which it fired`,
  );
}
