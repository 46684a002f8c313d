/** The machine's clock. */

import { setTimeout } from "node:timers/promises";
import type { Clock } from "../../ports/clock.ts";

export const systemClock: Clock = { now: () => Date.now(), sleep };

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  // The timer's own error only wraps the reason.
  await setTimeout(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}
