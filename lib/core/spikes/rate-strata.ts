/** What a night is tested for: the failure rate of each of its scopes, and of each operation of a scope. */

import type { SeriesNight, SeriesScope } from "../schema/series.ts";
import { scopeKey } from "../scope.ts";
import type { NightRate, Stratum } from "./stratum.ts";

/** A night of the series with its scopes by `scopeKey`. */
export interface IndexedNight {
  readonly night: string;
  readonly scopes: ReadonlyMap<string, SeriesScope>;
}

/** By stratum, the nights in which it alerted. */
export type AlertedNights = ReadonlyMap<string, ReadonlySet<string>>;

export interface StrataSides {
  readonly now: IndexedNight;
  /** Newest first. */
  readonly history: readonly IndexedNight[];
  readonly alerted: AlertedNights;
}

export function indexNight({ night, scopes }: SeriesNight): IndexedNight {
  return { night, scopes: new Map(scopes.map((scope) => [scopeKey(scope), scope])) };
}

/** By scope, the nights that were judged, newest first. One night is one object, in whatever lists it comes. */
export type PastRates = Map<string, NightRate[]>;

/** Their histories are those of `past` themselves: they grow when it does. */
export function scopeStrata({ scopes }: IndexedNight, past: PastRates): readonly Stratum[] {
  return [...scopes].map(([key, { failed, ended, complete }]) => ({
    key,
    now: { failed, ended },
    complete,
    history: past.get(key) ?? [],
  }));
}

/** Adds a night that was judged. A scope in which none ended has no rate. */
export function addToPast(past: PastRates, { night, scopes }: IndexedNight, alerted: AlertedNights): void {
  for (const [key, { failed, ended, complete }] of scopes) {
    if (ended === 0) continue;
    const isAlerted = alerted.get(key)?.has(night) === true;
    const rates = past.get(key) ?? [];
    rates.unshift({ night, failed, ended, usable: complete && !isAlerted, alerted: isAlerted });
    past.set(key, rates);
  }
}

export interface OperationStratum extends Stratum {
  readonly scope: string;
  readonly operation: string;
}

/** Of one scope, in the order of their names. */
export function operationStrata(sides: StrataSides, scope: string): readonly OperationStratum[] {
  const { operations = [], complete = false } = sides.now.scopes.get(scope) ?? {};
  const histories = new Map(operations.map(({ operation }) => [operation, [] as NightRate[]]));
  for (const night of sides.history) addRates(histories, { night, scope, alerted: sides.alerted });
  return operations.map(({ operation, failed, ended }) => {
    const key = operationKey(scope, operation);
    return { key, scope, operation, now: { failed, ended }, complete, history: histories.get(operation) ?? [] };
  });
}

interface NightOfScope {
  readonly night: IndexedNight;
  readonly scope: string;
  readonly alerted: AlertedNights;
}

/** To the operations that there are. One of which no job ended has no rate. */
function addRates(histories: ReadonlyMap<string, NightRate[]>, { night: of, scope, alerted }: NightOfScope): void {
  const { night, scopes } = of;
  const { operations = [], complete = false } = scopes.get(scope) ?? {};
  for (const { operation, failed, ended } of operations) {
    const history = histories.get(operation);
    if (history === undefined || ended === 0) continue;
    const isAlerted = [scope, operationKey(scope, operation)].some((key) => alerted.get(key)?.has(night) === true);
    history.push({ night, failed, ended, usable: complete && !isAlerted, alerted: isAlerted });
  }
}

function operationKey(scope: string, operation: string): string {
  return `${scope}\u0000${operation}`;
}
