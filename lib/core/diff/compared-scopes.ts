/**
 * The scopes that a diff speaks of, how far each night read them, and each scope's baseline.
 *
 * All of it is per scope: a hole in one says nothing of another.
 */

import type { Manifest } from "../schema/manifest.ts";
import type { Coverage } from "../schema/regression.ts";
import { compareScopes, type Scope, scopeKey } from "../scope.ts";
import { isListedWhole, type ListedNight } from "./queue-changes.ts";

export interface ComparedScope {
  readonly scope: Scope;
  /** In the night that is compared. */
  readonly coverage: Coverage;
  /** In each night of the history, newest first. */
  readonly earlier: readonly Coverage[];
  /** Where the baseline stands in the history; null: there is none. */
  readonly baseline: number | null;
}

/** What of a night's manifest a scope's coverage depends on. */
export type ScopedNight = ListedNight & Pick<Manifest, "family" | "scopes">;

export interface History {
  /** Newest first. */
  readonly nights: readonly ScopedNight[];
  /** Whether the one night in it was chosen by hand: then it is the baseline also where it has holes. */
  readonly chosen: boolean;
}

/** The scopes of the night and of its history, in the order of scopes. */
export function comparedScopes(night: ScopedNight, { nights, chosen }: History): readonly ComparedScope[] {
  const now = coverageOf(night);
  const earlier = nights.map(coverageOf);
  const all = new Map([night, ...nights].flatMap(scopesOf).map((scope) => [scopeKey(scope), scope]));
  return [...all.values()].sort(compareScopes).map((scope) => {
    const key = scopeKey(scope);
    const coverages = earlier.map((coverage) => coverage(key));
    const coverage = now(key);
    return { scope, coverage, earlier: coverages, baseline: baselineAmong(coverages, chosen) };
  });
}

function baselineAmong(coverages: readonly Coverage[], chosen: boolean): number | null {
  const found = coverages.findIndex((each) => (chosen ? each !== "not-audited" : each === "complete"));
  return found === -1 ? null : found;
}

function scopesOf({ family, scopes }: ScopedNight): Scope[] {
  return scopes.map(({ region, bucket, queueId, tag }) => ({ family, region, bucket, queueId, tag }));
}

/** By `scopeKey`. */
export function coverageOf(night: ScopedNight): (key: string) => Coverage {
  const { family, scopes } = night;
  const coverages = new Map(scopes.map((scope) => [scopeKey({ family, ...scope }), coverageIn(night, scope)]));
  return (key) => coverages.get(key) ?? "not-audited";
}

/** A queue that a whole list does not name is gone: that it answers with nothing does not say that nothing failed. */
function coverageIn(night: ScopedNight, scope: ScopedNight["scopes"][number]): Coverage {
  if (!scope.complete) return "incomplete";
  return scope.origin === "previous-night" && isListedWhole(night, scope) ? "gone" : "complete";
}

/** Whether both sides were read whole, so that their numbers can stand beside each other. */
export function isComparable({ coverage, earlier, baseline }: ComparedScope): boolean {
  return coverage === "complete" && ofBaseline(earlier, baseline) === "complete";
}

/** What a list by nights of the history has of the baseline; null: nothing, or there is no baseline. */
export function ofBaseline<Sighting>(nights: readonly (Sighting | null)[], baseline: number | null): Sighting | null {
  // Stryker disable next-line ConditionalExpression: only the types need to hear that null is no place in a list.
  return baseline === null ? null : (nights[baseline] ?? null);
}
