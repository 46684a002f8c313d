/**
 * Judges the nights of a history in turn, from the oldest on: a night that alerted is none to compare later ones with.
 *
 * What alerted follows from the rates alone, whatever was told then. A p-value is asked for where a rate rose, and of all
 * strata only in nights that hold an effect, so that two months of a thousand scopes take less than a second.
 */

import { type Assessment, assess } from "./assess.ts";
import { alphaOf, outcomesOf } from "./outcome.ts";
import type { Prediction } from "./prediction.ts";
import {
  addToPast,
  type IndexedNight,
  operationStrata,
  type PastRates,
  type StrataSides,
  scopeStrata,
} from "./rate-strata.ts";
import type { SpikeTuning } from "./spike-tuning.ts";
import type { RateOptions } from "./stratum.ts";

export interface AlertedHistory {
  /** Of scopes, as histories to compare with. */
  readonly past: PastRates;
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
  const past: PastRates = new Map();
  const alerted = new Map<string, Set<string>>();
  const predictions = new Map<string, Prediction>();
  for (const [back, now] of [...nights.entries()].reverse()) {
    const options = { ...tuning, night: now.night };
    const scopes = assess(scopeStrata(now, past), options);
    for (const { stratum, test } of scopes)
      if (test !== null && watched.has(stratum.key)) predictions.set(nightOf(stratum.key, now.night), test.prediction);
    const sides = { now, history: nights.slice(back + 1), alerted };
    for (const key of alertsOf(scopes, sides, options))
      alerted.set(key, (alerted.get(key) ?? new Set()).add(now.night));
    addToPast(past, now, alerted);
  }
  return { past, alerted, predictionOf: (scope, night) => predictions.get(nightOf(scope, night)) ?? null };
}

function alertsOf(scopes: readonly Assessment[], sides: StrataSides, options: RateOptions): readonly string[] {
  const narrower = scopes
    .filter((of) => hasRisen(of, options))
    .flatMap(({ stratum }) => operationStrata(sides, stratum.key));
  const operations = assess(narrower, options);
  if (![...scopes, ...operations].some(({ test }) => test?.effect.enough === true)) return [];
  const ofScopes = outcomesOf(scopes, options);
  const otherTests = ofScopes.flatMap((outcome) => (outcome === null ? [] : [outcome.p]));
  const ofOperations = outcomesOf(operations, { ...options, otherTests });
  const outcomes = [...ofScopes, ...ofOperations];
  return [...scopes, ...operations]
    .filter((_, index) => outcomes[index]?.alert === true)
    .map(({ stratum }) => stratum.key);
}

function hasRisen({ test }: Assessment, options: RateOptions): boolean {
  return test !== null && test.effect.excess > 0 && isMove(test.p(), options);
}

/** Below it, chance alone seldom lets a rate rise so far: then what is narrower is looked at. */
const movedBelow = 0.05;

/** Whether the p-value of a rate that rose is so low that what is narrower is looked at. What spikes is. */
export function isMove(p: number, options: Pick<RateOptions, "falseDiscoveryRate">): boolean {
  return p <= Math.max(movedBelow, alphaOf(options));
}

function nightOf(scope: string, night: string): string {
  return `${night}\u0000${scope}`;
}
