/**
 * What the series says of a night's failure rates: scopes first, operations and groups only inside scopes that moved.
 *
 * What is kept while groups pass is what was tested of scopes, and the largest groups of those that moved.
 */

import type { RatePoint } from "../page/page-view.ts";
import type { RateTest } from "../schema/rate-test.ts";
import type { SeriesNight, SeriesScope } from "../schema/series.ts";
import { type Scope, scopeKey } from "../scope.ts";
import type { Drift } from "./cusum.ts";
import { createGroupWatch, type GroupWatch, type WatchedGroup } from "./group-watch.ts";
import { judgeRates } from "./judge-rates.ts";
import { type JudgedScope, judgeSeries, type WiderTests } from "./judge-series.ts";
import { rateTestOf } from "./rate-rows.ts";
import type { SlowPhase } from "./slow-phases.ts";
import type { SpikeTuning } from "./spike-tuning.ts";
import type { RateOptions } from "./stratum.ts";

export interface TestedRate {
  readonly test: RateTest;
  /** Null: it is of a scope, or of an operation. */
  readonly group: WatchedGroup | null;
}

export interface NightJudgement {
  /** To be shown the night's groups before `tested` is asked for. */
  readonly watch: GroupWatch;
  /** Judged once. By scope; in each the scope itself, its operations by name, its groups by fingerprint. */
  tested(): readonly TestedRate[];
  /** Scopes come as `scopeKey` has them. */
  readonly drifts: readonly Drift[];
  readonly slow: readonly SlowPhase[];
  /** Of a scope, the oldest night first and this one last. */
  pointsOf(scope: string): readonly RatePoint[];
  /** What a scope that moved came to in a night; null where that is not known. */
  countsOf(scope: string, night: string): SeriesScope | null;
}

export interface JudgedNights {
  readonly night: SeriesNight;
  /** Newest first. */
  readonly series: readonly SeriesNight[];
  /** Names of the nights whose groups the watch is shown, newest first. */
  readonly groupNights: readonly string[];
}

export interface JudgingOptions {
  readonly tuning?: Partial<SpikeTuning>;
  /** Codes whose first failure after none is a spike. */
  readonly alwaysAlert?: readonly string[];
}

export function judgeNight(
  { night, series, groupNights }: JudgedNights,
  { tuning = {}, alwaysAlert = [] }: JudgingOptions = {},
): NightJudgement {
  const { scopes, wider, drifts, slow, pointsOf } = judgeSeries(night, series, tuning);
  const counts = countsByNight([night, ...series], new Set(scopes.filter(({ moved }) => moved).map(keyOf)));
  const watched = new Map(scopes.map((of) => [keyOf(of), of]));
  const watch = createGroupWatch({ scopes: watched, nights: groupNights, alwaysAlert: new Set(alwaysAlert) });
  const places = new Map(night.scopes.map((scope) => [scopeKey(scope), scope]));
  const options = { ...tuning, ...wider, night: night.night };
  let tested: readonly TestedRate[] | null = null;
  return {
    watch,
    drifts,
    slow,
    pointsOf,
    countsOf: (scope, of) => counts.get(of)?.get(scope) ?? null,
    tested() {
      tested ??= allTested(scopes, places, testedGroups(watch, options));
      return tested;
    },
  };
}

function keyOf({ stratum }: JudgedScope): string {
  return stratum.key;
}

/** Of the scopes that moved alone: a series of many scopes is large. */
function countsByNight(
  nights: readonly SeriesNight[],
  moved: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlyMap<string, SeriesScope>> {
  const countsIn = ({ scopes }: SeriesNight) =>
    new Map(scopes.map((scope) => [scopeKey(scope), scope] as const).filter(([key]) => moved.has(key)));
  return new Map(nights.map((night) => [night.night, countsIn(night)]));
}

function allTested(
  judged: readonly JudgedScope[],
  places: ReadonlyMap<string, Scope>,
  groups: ReadonlyMap<string, readonly TestedRate[]>,
): readonly TestedRate[] {
  return judged.flatMap((of) => {
    const scope = places.get(keyOf(of));
    return scope === undefined ? [] : [...testedScope(scope, of), ...(groups.get(keyOf(of)) ?? [])];
  });
}

function testedScope(scope: Scope, { judged, operations }: JudgedScope): readonly TestedRate[] {
  return [
    { test: rateTestOf(scope, { level: "scope", operation: null, fingerprint: null }, judged), group: null },
    ...operations.map((each) => ({
      test: rateTestOf(scope, { level: "operation", operation: each.operation, fingerprint: null }, each.judged),
      group: null,
    })),
  ];
}

/** By scope. */
function testedGroups(
  watch: GroupWatch,
  options: RateOptions & WiderTests,
): ReadonlyMap<string, readonly TestedRate[]> {
  const strata = watch.strata();
  const alwaysAlert = new Set(strata.filter(({ isAlwaysTold }) => isAlwaysTold).map(({ key }) => key));
  const judged = judgeRates(strata, { ...options, alwaysAlert, passedOver: options.passedOver + watch.passedOver() });
  const tested = new Map<string, TestedRate[]>();
  for (const [index, { group }] of strata.entries()) {
    const of = judged[index];
    if (of === undefined) continue;
    const { fingerprint } = group;
    const test = rateTestOf(group, { level: "group", operation: null, fingerprint }, of);
    tested.set(scopeKey(group), [...(tested.get(scopeKey(group)) ?? []), { test, group }]);
  }
  return tested;
}
