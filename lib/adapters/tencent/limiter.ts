/**
 * One host's limiter: so many requests under way at once, and so many a second, up to a ceiling, as the host bears.
 *
 * Requests start in the order of asking, also while the host is paused.
 */

import { ServiceError } from "../../core/errors.ts";
import { afterStart, afterSuccess, afterThrottle, freshPace, startDelayMs } from "../../core/pace.ts";
import { countOne, freshMeter, lastSecond, rateAt } from "../../core/rate-meter.ts";
import type { Clock } from "../../ports/clock.ts";
import { createSlots } from "./slots.ts";

export interface LimiterOptions {
  readonly clock: Clock;
  readonly maxInFlight: number;
  /** Requests a second at most; without it, as many as the host bears. */
  readonly rateCeiling?: number;
}

export interface Limiter {
  /** Starts `work` when its turn has come and learns from how it ends. */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Requests that succeeded in the last second. */
  achieved(): number;
  /** Those of the last whole second. */
  lastSecond(): number;
}

export function createLimiter({ clock, maxInFlight, rateCeiling }: LimiterOptions): Limiter {
  const slots = createSlots(maxInFlight);
  const gate = createSlots(1);
  let pace = freshPace(rateCeiling);
  let meter = freshMeter;
  const achieved = () => rateAt(meter, clock.now());

  async function passGate(signal: AbortSignal): Promise<number> {
    for (let delayMs = startDelayMs(pace, clock.now()); delayMs > 0; delayMs = startDelayMs(pace, clock.now())) {
      await clock.sleep(delayMs, signal);
    }
    const startedAt = clock.now();
    pace = afterStart(pace, startedAt);
    return startedAt;
  }

  async function workPaced<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const startedAt = await gate.use(() => passGate(signal), signal);
    try {
      const value = await work();
      meter = countOne(meter, clock.now());
      pace = afterSuccess(pace, startedAt);
      return value;
    } catch (error) {
      if (asksForLess(error)) {
        const { retryAfterMs } = error;
        pace = afterThrottle(pace, { startedAt, now: clock.now(), retryAfterMs, achieved: achieved() });
      }
      throw error;
    }
  }

  return {
    run: (work, signal) => slots.use(() => workPaced(work, signal), signal),
    achieved,
    lastSecond: () => lastSecond(meter, clock.now()),
  };
}

/** Cloud Infinite answers 429 SlowDown, object storage 503 SlowDown; anyone may send Retry-After. */
function asksForLess(error: unknown): error is ServiceError {
  if (!(error instanceof ServiceError)) return false;
  return error.status === 429 || error.serviceCode === "SlowDown" || error.retryAfterMs !== null;
}
