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

export function indexNight({ night, scopes }: SeriesNight): IndexedNight {
  return { night, scopes: new Map(scopes.map((scope) => [scopeKey(scope), scope])) };
}

/** A night of a scope that was judged. */
interface PastNight extends NightRate {
  readonly of: SeriesScope;
}

/** By scope, newest first. One night is one object, in whatever lists it comes. */
export type PastNights = Map<string, PastNight[]>;

/** Their histories are those of `past` themselves: they grow when it does. */
export function scopeStrata({ scopes }: IndexedNight, past: PastNights): readonly Stratum[] {
  return [...scopes].map(([key, { failed, ended, complete }]) => ({
    key,
    now: { failed, ended },
    complete,
    history: past.get(key) ?? [],
  }));
}

/** Adds a night that was judged. A scope in which none ended has no rate. */
export function addToPast(past: PastNights, { night, scopes }: IndexedNight, alerted: AlertedNights): void {
  for (const [key, of] of scopes) {
    const { failed, ended, complete } = of;
    if (ended === 0) continue;
    const isAlerted = alerted.get(key)?.has(night) === true;
    const nights = past.get(key) ?? [];
    nights.unshift({ night, failed, ended, usable: complete && !isAlerted, alerted: isAlerted, of });
    past.set(key, nights);
  }
}

export interface OperationStratum extends Stratum {
  readonly scope: string;
  readonly operation: string;
}

export interface StrataSides {
  readonly now: IndexedNight;
  readonly past: PastNights;
  readonly alerted: AlertedNights;
}

/** Of one scope, in the order of their names. */
export function operationStrata({ now, past, alerted }: StrataSides, scope: string): readonly OperationStratum[] {
  const { operations = [], complete = false } = now.scopes.get(scope) ?? {};
  const strata = operations.map(({ operation, failed, ended }) => {
    // No name holds the separator.
    const key = `${scope}\u0000${operation}`;
    return { key, scope, operation, now: { failed, ended }, complete, history: [] as NightRate[] };
  });
  const places = new Map(strata.map((each) => [each.operation, { ...each, alertedIn: alerted.get(each.key) }]));
  for (const night of past.get(scope) ?? []) addRates(places, night);
  return strata;
}

interface OperationPlace {
  readonly history: NightRate[];
  /** Nights; undefined: none. */
  readonly alertedIn: ReadonlySet<string> | undefined;
}

/** To the operations that there are. One of which no job ended has no rate. */
function addRates(places: ReadonlyMap<string, OperationPlace>, { night, alerted, of }: PastNight): void {
  for (const { operation, failed, ended } of of.operations) {
    const place = places.get(operation);
    if (place === undefined || ended === 0) continue;
    const isAlerted = alerted === true || place.alertedIn?.has(night) === true;
    place.history.push({ night, failed, ended, usable: of.complete && !isAlerted, alerted: isAlerted });
  }
}

/** How many operations the scopes have together. */
export function countOperations({ scopes }: IndexedNight, keys: readonly string[]): number {
  return keys.reduce((sum, key) => sum + (scopes.get(key)?.operations.length ?? 0), 0);
}
