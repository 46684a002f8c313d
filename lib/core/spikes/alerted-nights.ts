/**
 * Judges the nights of a history in turn, from the oldest on: a night that alerted is none to compare later ones with.
 *
 * What alerted follows from the rates alone, whatever was told then. A p-value is asked for only where a rate rose by what
 * chance would seldom do, so that two months of a thousand scopes take less than a second.
 */

import { type Assessed, type Assessment, assess, type Test } from "./assess.ts";
import { alphaOf, outcomesOf } from "./outcome.ts";
import type { Prediction } from "./prediction.ts";
import {
  addToPast,
  countOperations,
  type IndexedNight,
  operationStrata,
  type PastNights,
  type StrataSides,
  scopeStrata,
} from "./rate-strata.ts";
import type { SpikeTuning } from "./spike-tuning.ts";
import type { RateOptions } from "./stratum.ts";

export interface AlertedHistory {
  /** Of scopes, as histories to compare with. */
  readonly past: PastNights;
  /** By scope, and by operation of one, the nights in which it alerted. */
  readonly alerted: ReadonlyMap<string, ReadonlySet<string>>;
  /** Of a scope that was watched; null: it had nothing to be compared with in that night. */
  predictionOf(scope: string, night: string): Prediction | null;
}

export interface HistoryOptions {
  readonly tuning?: Partial<SpikeTuning>;
  /** Scopes whose predictions are kept. */
  readonly watched?: ReadonlySet<string>;
}

/** `nights` is newest first. */
export function alertedNights(
  nights: readonly IndexedNight[],
  { tuning = {}, watched = new Set() }: HistoryOptions = {},
): AlertedHistory {
  const past: PastNights = new Map();
  const alerted = new Map<string, Set<string>>();
  const predictions = new Map<string, Prediction>();
  for (const now of [...nights].reverse()) {
    const options = { ...tuning, night: now.night };
    const scopes = assess(scopeStrata(now, past), options);
    for (const { stratum, test } of scopes.assessments)
      if (test !== null && watched.has(stratum.key)) predictions.set(nightOf(stratum.key, now.night), test.prediction);
    for (const key of alertsOf(scopes, { now, past, alerted }, options))
      alerted.set(key, (alerted.get(key) ?? new Set()).add(now.night));
    addToPast(past, now, alerted);
  }
  return { past, alerted, predictionOf: (scope, night) => predictions.get(nightOf(scope, night)) ?? null };
}

/** What did not move cannot alert: it counts as a test that found nothing, and its p-value is not asked for. */
function alertsOf(scopes: Assessed, sides: StrataSides, options: RateOptions): readonly string[] {
  const tested = scopes.assessments.filter(({ test }) => test !== null);
  const moved = tested.filter(({ test }) => test !== null && hasMoved(test, options));
  const strata = moved.flatMap(({ stratum }) => operationStrata(sides, stratum.key));
  const narrower = assess(strata, { ...options, leastDispersion: scopes.dispersion }).assessments;
  if (![...moved, ...narrower].some(({ test }) => test?.effect.enough === true)) return [];
  const passedOver = tested.length - moved.length;
  const ofScopes = outcomesOf(moved, { ...options, passedOver });
  const ofNarrower = outcomesOf(narrower, {
    ...options,
    otherTests: ofScopes.flatMap((outcome) => outcome?.p ?? []),
    passedOver: passedOver + countOperations(sides.now, tested.map(keyOf)) - narrower.length,
  });
  const outcomes = [...ofScopes, ...ofNarrower];
  return [...moved, ...narrower].filter((_, index) => outcomes[index]?.alert === true).map(keyOf);
}

function hasMoved({ effect, isAtMost }: Test, options: RateOptions): boolean {
  return effect.excess > 0 && isAtMost(moveLevel(options));
}

function keyOf({ stratum }: Assessment): string {
  return stratum.key;
}

/** Below it, chance alone seldom lets a rate rise so far: then what is narrower is looked at. */
const movedBelow = 0.05;

/** What the p-value of a rate that rose has to come down to, so that what is narrower is looked at. That of a spike does. */
export function moveLevel(options: Pick<RateOptions, "falseDiscoveryRate">): number {
  return Math.max(movedBelow, alphaOf(options));
}

function nightOf(scope: string, night: string): string {
  return `${night}\u0000${scope}`;
}
