/**
 * Pace: how far apart requests to one host start.
 *
 * There is no spacing until the host asks for less. Then it doubles, once for each round of requests and
 * not once for each refusal of that round, and gives way slowly while requests succeed.
 * Times are epoch milliseconds.
 */

export interface Pace {
  readonly spacingMs: number;
  readonly nextStartAt: number;
  readonly pausedUntil: number;
  /** When the spacing last grew; answers to requests that started before say nothing about it. */
  readonly slowedAt: number;
}

export interface Throttled {
  readonly startedAt: number;
  readonly now: number;
  readonly retryAfterMs: number | null;
}

/** What the first refusal makes of no spacing. */
const firstSpacingMs = 50;
const maxSpacingMs = 1_000;
/** A host that asks for more is asked again after this long: it may have changed its mind. */
const maxPauseMs = 60_000;
/** About 23 successes undo one doubling. */
const shrinkFactor = 0.97;
/** Spacing below this is none. */
const minSpacingMs = 1;

export const freshPace: Pace = {
  spacingMs: 0,
  nextStartAt: Number.NEGATIVE_INFINITY,
  pausedUntil: Number.NEGATIVE_INFINITY,
  slowedAt: Number.NEGATIVE_INFINITY,
};

/** Whole milliseconds until a request may start; 0 when it may start now. */
export function startDelayMs(pace: Pace, now: number): number {
  return Math.ceil(Math.max(0, pace.nextStartAt - now, pace.pausedUntil - now));
}

export function afterStart(pace: Pace, now: number): Pace {
  return { ...pace, nextStartAt: now + pace.spacingMs };
}

export function afterSuccess(pace: Pace, startedAt: number): Pace {
  if (startedAt <= pace.slowedAt) return pace;
  const spacingMs = pace.spacingMs * shrinkFactor;
  return { ...pace, spacingMs: spacingMs < minSpacingMs ? 0 : spacingMs };
}

export function afterThrottle(pace: Pace, { startedAt, now, retryAfterMs }: Throttled): Pace {
  const pausedUntil = Math.max(pace.pausedUntil, now + Math.min(retryAfterMs ?? 0, maxPauseMs));
  if (startedAt <= pace.slowedAt) return { ...pace, pausedUntil };
  const spacingMs = Math.min(maxSpacingMs, Math.max(firstSpacingMs, pace.spacingMs * 2));
  return { spacingMs, pausedUntil, nextStartAt: Math.max(pace.nextStartAt, now + spacingMs), slowedAt: now };
}
