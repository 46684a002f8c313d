/** A token bucket for every host: so many requests a second, and a burst after a pause. Runs on the given clock. */

export interface ThrottleRule {
  readonly ratePerSecond: number;
  /** How many requests an idle host takes at once. */
  readonly burst: number;
  /** Sent as Retry-After with a refusal; without it the header is left out. */
  readonly retryAfterSeconds?: number;
}

interface Level {
  tokens: number;
  at: number;
}

/** Says whether a request to the host is taken now. */
export function createThrottle(rule: ThrottleRule, now: () => number): (host: string) => boolean {
  const levels = new Map<string, Level>();
  return (host) => {
    const level = levels.get(host) ?? { tokens: rule.burst, at: now() };
    levels.set(host, level);
    const earned = ((now() - level.at) / 1000) * rule.ratePerSecond;
    level.tokens = Math.min(rule.burst, level.tokens + earned);
    level.at = now();
    if (level.tokens < 1) return false;
    level.tokens -= 1;
    return true;
  };
}
