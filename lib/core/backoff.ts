/**
 * Back-off: how long to wait before the next try.
 *
 * Full jitter: any delay from nothing up to a ceiling that doubles with each try, so that clients that
 * failed together do not come back together.
 */

export interface BackoffLimits {
  /** The ceiling before the first retry. */
  readonly baseMs: number;
  readonly capMs: number;
}

/** `attempt` counts the tries that failed, from 1. `random` gives a number from 0 up to, not including, 1. */
export function backoffMs(attempt: number, random: () => number, limits: BackoffLimits): number {
  const ceilingMs = Math.min(limits.capMs, limits.baseMs * 2 ** (attempt - 1));
  return Math.floor(random() * ceilingMs);
}
