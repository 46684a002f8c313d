/**
 * Pace: how many requests a second to one host may start.
 *
 * Up to a ceiling there is no bound until the host asks for less. Then the rate is halved, once for each round of
 * requests and not once for each refusal of that round, and grows by equal steps while requests succeed: additive
 * increase, multiplicative decrease (RFC 5681, section 3.1, has the same for windows). Times are epoch milliseconds.
 */

export interface Pace {
  /** Requests a second; Infinity: no bound. */
  readonly rate: number;
  readonly ceiling: number;
  /** What the host bore before it asked for less; forgotten little by little if it asks again and again. */
  readonly borne: number;
  readonly nextStartAt: number;
  readonly pausedUntil: number;
  /** When the rate was last halved; answers to requests that started before say nothing about it. */
  readonly slowedAt: number;
}

export interface Throttled {
  readonly startedAt: number;
  readonly now: number;
  readonly retryAfterMs: number | null;
  /** Requests a second that the host answered of late. */
  readonly achieved: number;
}

/** What the first refusal makes of no bound, unless more was achieved: half of this. */
const assumedRate = 40;
/** However often it is refused; of a ceiling that is lower still, a part of it. Choices. */
const minRate = 1;
const minShare = 1 / 8;
/** In which a rate grows from nothing to what was borne. A choice. */
const recoverySeconds = 32;
/** What a second of successes adds at the least, unless the ceiling is lower than that would reach in this time. */
const minStep = 1;
/** How much is left of what was borne after a refusal that knows nothing better. A choice: half is left after 23. */
const remembered = 0.97;
/** A host that asks for more is asked again after this long: it may have changed its mind. */
const maxPauseMs = 60_000;
/** Starts that a timer made late are caught up with, up to this. */
const maxLateMs = 20;
/** A rate above this is no bound. */
const maxBoundRate = 1_000;

/** `ceiling` in requests a second. */
export function freshPace(ceiling = Number.POSITIVE_INFINITY): Pace {
  const never = Number.NEGATIVE_INFINITY;
  return { rate: ceiling, ceiling, borne: 0, nextStartAt: never, pausedUntil: never, slowedAt: never };
}

/**
 * Whole milliseconds until a request may start; 0 when it may start now. Never more than the longest pause and one
 * interval: a clock that is set back does not stop a host for as long.
 */
export function startDelayMs(pace: Pace, now: number): number {
  const delayMs = Math.max(0, pace.nextStartAt - now, pace.pausedUntil - now);
  return Math.ceil(Math.min(delayMs, maxPauseMs + 1_000 / pace.rate));
}

export function afterStart(pace: Pace, now: number): Pace {
  return { ...pace, nextStartAt: Math.max(pace.nextStartAt, now - maxLateMs) + 1_000 / pace.rate };
}

export function afterSuccess(pace: Pace, startedAt: number): Pace {
  const { rate, borne, ceiling } = pace;
  if (startedAt <= pace.slowedAt || rate === ceiling) return pace;
  // So many successes a second: together they add one step.
  const least = Math.min(minStep, ceiling / recoverySeconds);
  const grown = rate + Math.max(least, borne / recoverySeconds) / rate;
  return { ...pace, rate: Math.min(ceiling, grown > maxBoundRate ? Number.POSITIVE_INFINITY : grown) };
}

export function afterThrottle(pace: Pace, { startedAt, now, retryAfterMs, achieved }: Throttled): Pace {
  const pausedUntil = Math.max(pace.pausedUntil, now + Math.min(retryAfterMs ?? 0, maxPauseMs));
  const paused = { ...pace, pausedUntil, nextStartAt: Math.max(pace.nextStartAt, pausedUntil) };
  if (startedAt <= pace.slowedAt) return paused;
  const refused = Math.min(pace.rate, Math.max(assumedRate, achieved));
  const rate = Math.max(Math.min(minRate, pace.ceiling * minShare), refused / 2);
  const borne = Math.max(refused, pace.borne * remembered);
  return { ...paused, rate, borne, nextStartAt: Math.max(paused.nextStartAt, now + 1_000 / rate), slowedAt: now };
}
