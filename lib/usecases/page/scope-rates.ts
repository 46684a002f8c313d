/** Which failure rates the page draws: scopes that alerted first, then those with the most failures. */

import type { Most, PageView, RatePoint, ScopeRates } from "../../core/page/page-view.ts";
import { topOf } from "../../core/page/top-of.ts";
import type { RateTest } from "../../core/schema/rate-test.ts";
import { scopeKey } from "../../core/scope.ts";

const mostScopes = 24;
/** Nights that a small chart has room for. */
const mostNights = 56;

export interface RateSources {
  /** Every rate of the night that was tested. */
  readonly tests: readonly RateTest[];
  /** Failure rates of a scope, by its key: the oldest night first, this one last. */
  pointsOf(scope: string): readonly RatePoint[];
}

export function scopeRates({ tests, pointsOf }: RateSources): Most<ScopeRates> {
  const { first, inAll } = topOf(
    tests.filter(({ level }) => level === "scope"),
    mostScopes,
    weightOf,
  );
  return { first: first.map((test) => ratesOf(test, pointsOf(scopeKey(test)))), inAll };
}

/** A scope without a failure weighs nothing; no night has as many jobs as an alert weighs. */
function weightOf({ verdict, after }: RateTest): number {
  return after.failed + (verdict === "spike" ? Number.MAX_SAFE_INTEGER / 2 : 0);
}

function ratesOf(
  { family, region, bucket, queueId, tag, ...test }: RateTest,
  points: readonly RatePoint[],
): ScopeRates {
  const { verdict, reason, provisional } = test;
  return {
    scope: { family, region, bucket, queueId, tag },
    points: points.slice(-mostNights),
    test: { verdict, reason, provisional },
  };
}

export function countVerdicts(tests: readonly RateTest[]): PageView["tested"] {
  const counts: Partial<Record<RateTest["verdict"], number>> = {};
  for (const { verdict } of tests) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}
