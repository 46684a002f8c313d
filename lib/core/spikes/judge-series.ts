/**
 * Judges a night by its series: scopes first, then the operations of those that moved.
 *
 * What alerted in the nights before follows from the series alone: it depends on no earlier diff.
 */

import type { RatePoint } from "../page/page-view.ts";
import type { SeriesNight } from "../schema/series.ts";
import { compareScopes, scopeKey } from "../scope.ts";
import { type AlertedHistory, alertedNights, moveLevel } from "./alerted-nights.ts";
import { assess } from "./assess.ts";
import { type Drift, findDrifts } from "./cusum.ts";
import { expectedBand } from "./expected-band.ts";
import { judgeRates } from "./judge-rates.ts";
import {
  countOperations,
  type IndexedNight,
  indexNight,
  type OperationStratum,
  operationStrata,
  type StrataSides,
  scopeStrata,
} from "./rate-strata.ts";
import { type SlowPhase, slowPhases } from "./slow-phases.ts";
import type { SpikeTuning } from "./spike-tuning.ts";
import type { JudgedRate, RateOptions, Stratum } from "./stratum.ts";

export interface JudgedScope {
  /** What was tested; its key is the scope's, as `scopeKey` has it. */
  readonly stratum: Stratum;
  readonly judged: JudgedRate;
  /** Whether its rate rose, by a spike or by what chance alone would seldom do. */
  readonly moved: boolean;
  /** In the order of names; none where the scope did not move. */
  readonly operations: readonly JudgedOperation[];
}

interface JudgedOperation {
  readonly operation: string;
  readonly judged: JudgedRate;
}

export type WiderTests = Required<Pick<RateOptions, "otherTests" | "passedOver" | "leastDispersion">>;

export interface JudgedSeries {
  /** Of the night, in the order of scopes. */
  readonly scopes: readonly JudgedScope[];
  /** What the tests of groups have to heed of those of scopes and operations. */
  readonly wider: WiderTests;
  /** Scopes whose rate creeps up to this night, and that did not spike in it. */
  readonly drifts: readonly Drift[];
  /** Of this night. */
  readonly slow: readonly SlowPhase[];
  /**
   * Of a scope, the oldest night first and this one last; nights in which it was not audited are left out. Bands are
   * known of the scopes that had the most failures.
   */
  pointsOf(scope: string): readonly RatePoint[];
}

/** `history`: newest first. */
export function judgeSeries(
  night: SeriesNight,
  history: readonly SeriesNight[],
  tuning: Partial<SpikeTuning> = {},
): JudgedSeries {
  const now = indexNight(night);
  const earlier = history.map(indexNight);
  const watched = scopesToDraw(night);
  const before = alertedNights(earlier, { tuning, watched });
  const { scopes, wider } = judgeScopes({ now, ...before }, tuning);
  const judged = new Map(scopes.map((of) => [of.stratum.key, of.judged]));
  const nights = [...earlier].reverse();
  return {
    scopes,
    wider,
    drifts: findDrifts(withoutSpikes(scopes), now.night),
    slow: slowPhases(now, before.past),
    pointsOf: (key) => [
      ...nights.flatMap((of) => pointOf(of, key, before)),
      ...lastPoint(now, judged.get(key), watched.has(key)),
    ],
  };
}

function judgeScopes(sides: StrataSides, tuning: Partial<SpikeTuning>): Pick<JudgedSeries, "scopes" | "wider"> {
  const options = { ...tuning, night: sides.now.night };
  const strata = scopeStrata(sides.now, sides.past);
  const judged = judgeRates(strata, options);
  const level = moveLevel(options);
  const hasMoved = ({ p, excess }: JudgedRate) => p !== null && p <= level && excess !== null && excess > 0;
  const narrower = judged.filter(hasMoved).flatMap(({ key }) => operationStrata(sides, key));
  const tested = judged.filter(({ p }) => p !== null).map(({ key }) => key);
  const wider = {
    otherTests: pValuesOf(judged),
    passedOver: countOperations(sides.now, tested) - narrower.length,
    leastDispersion: assess(strata, options).dispersion,
  };
  const ofNarrower = judgeRates(narrower, { ...options, ...wider });
  const operations = operationsByScope(narrower, ofNarrower);
  const scopes = strata.flatMap((stratum, index) => {
    const of = judged[index];
    if (of === undefined) return [];
    return [{ stratum, judged: of, moved: hasMoved(of), operations: operations.get(stratum.key) ?? [] }];
  });
  return { scopes, wider: { ...wider, otherTests: [...wider.otherTests, ...pValuesOf(ofNarrower)] } };
}

function operationsByScope(strata: readonly OperationStratum[], judged: readonly JudgedRate[]) {
  const operations = new Map<string, JudgedOperation[]>();
  for (const [index, { scope, operation }] of strata.entries()) {
    const of = judged[index];
    if (of !== undefined) operations.set(scope, [...(operations.get(scope) ?? []), { operation, judged: of }]);
  }
  return operations;
}

function pValuesOf(judged: readonly JudgedRate[]): readonly number[] {
  return judged.flatMap(({ p }) => (p === null ? [] : [p]));
}

function withoutSpikes(scopes: readonly JudgedScope[]): readonly Stratum[] {
  return scopes.filter(({ judged }) => judged.verdict !== "spike").map(({ stratum }) => stratum);
}

/** Bands are dear, and worked out when they are asked for. None: the scope was not audited in that night. */
function pointOf({ night, scopes }: IndexedNight, key: string, before: AlertedHistory): readonly RatePoint[] {
  const scope = scopes.get(key);
  if (scope === undefined) return [];
  const { failed, ended, complete } = scope;
  const prediction = before.predictionOf(key, night);
  const band = prediction === null ? { low: null, high: null } : expectedBand(prediction);
  return [{ night, failed, ended, complete, alerted: before.alerted.get(key)?.has(night) === true, ...band }];
}

function lastPoint(
  { night, scopes }: IndexedNight,
  of: JudgedRate | undefined,
  isDrawn: boolean,
): readonly RatePoint[] {
  if (of === undefined) return [];
  const { after, verdict, key } = of;
  const point = { night, ...after, complete: scopes.get(key)?.complete === true, alerted: verdict === "spike" };
  return [{ ...point, low: isDrawn ? of.low : null, high: isDrawn ? of.high : null }];
}

/** More than a page has room for. */
const mostDrawn = 48;

function scopesToDraw({ scopes }: SeriesNight): ReadonlySet<string> {
  const byFailures = [...scopes].sort((a, b) => b.failed - a.failed || compareScopes(a, b));
  return new Set(byFailures.slice(0, mostDrawn).map(scopeKey));
}
