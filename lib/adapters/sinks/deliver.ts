/**
 * Tries until the receiver takes it, refuses it, or time is up. Each try waits for its turn, so that no service's rate
 * limit is met; what the service asks to wait is waited for.
 */

import { backoffMs } from "../../core/backoff.ts";
import type { Clock, Random } from "../../ports/clock.ts";
import { createDeadline } from "../tencent/deadline.ts";
import { type Attempt, failed } from "./attempt.ts";

export interface DeliveryOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Resolves when the next request may start. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
  /** The usual ones when absent. */
  readonly limits?: DeliveryLimits;
}

interface DeliveryLimits {
  readonly maxTries: number;
  readonly tryMs: number;
  /** For all tries and the waits between them, not for turns. */
  readonly totalMs: number;
}

export interface Delivery {
  /** Of the last try; one that failed is given up. */
  readonly last: Attempt;
  readonly tries: number;
}

const usualLimits: DeliveryLimits = { maxTries: 5, tryMs: 10_000, totalMs: 60_000 };
const backoffLimits = { baseMs: 500, capMs: 10_000 };

/** Rejects with the signal's reason, and with nothing that `attempt` does not reject with. */
export async function deliver(
  attempt: (signal: AbortSignal) => Promise<Attempt>,
  { clock, random, turn, limits = usualLimits }: DeliveryOptions,
  signal: AbortSignal,
): Promise<Delivery> {
  const { maxTries, tryMs, totalMs } = limits;
  let leftMs = totalMs;
  for (let tries = 1; ; tries += 1) {
    await turn(signal);
    const startedAt = clock.now();
    const last = await tryOnce(attempt, { clock, ms: Math.min(tryMs, leftMs), signal });
    if (last.outcome !== "failed" || tries === maxTries) return { last, tries };
    const waitMs = Math.max(backoffMs(tries, random, backoffLimits), last.waitMs ?? 0);
    leftMs -= clock.now() - startedAt + waitMs;
    if (leftMs <= 0) return { last, tries };
    await clock.sleep(waitMs, signal);
  }
}

interface TryLimits {
  readonly clock: Clock;
  readonly ms: number;
  readonly signal: AbortSignal;
}

async function tryOnce(attempt: (signal: AbortSignal) => Promise<Attempt>, limits: TryLimits): Promise<Attempt> {
  const deadline = createDeadline(limits);
  try {
    return await deadline.spend(attempt);
  } catch (error) {
    limits.signal.throwIfAborted();
    if (deadline.passed()) return failed(`no whole answer came within ${limits.ms} ms`);
    throw error;
  }
}

/** Turns, so far apart that the service does not mind. */
export function createTurns(clock: Clock, spacingMs: number): DeliveryOptions["turn"] {
  let nextAt = Number.NEGATIVE_INFINITY;
  return async (signal) => {
    const now = clock.now();
    const at = Math.max(now, nextAt);
    nextAt = at + spacingMs;
    if (at > now) await clock.sleep(at - now, signal);
  };
}
