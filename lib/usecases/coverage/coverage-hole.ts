/** What coverage finds: spans that are not accounted for, each with its cause. */

import type { HoleCause } from "../../core/hole.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { Scope } from "../../core/scope.ts";
import type { Window } from "../../core/window.ts";

/**
 * Beside the causes that a report states: `not-committed`, a night has no report; `nights-apart` and `nights-overlap`,
 * two nights do not meet; `not-in-ledger`, the report claims a span of a scope and its ledger does not show it read;
 * `read-twice`, the ledger shows it read by two windows; `scope-left-out`, a scope of the night before is not named.
 */
export const coverageCauses = [
  "not-committed",
  "nights-apart",
  "nights-overlap",
  "not-in-ledger",
  "read-twice",
  "scope-left-out",
] as const;
export type CoverageCause = HoleCause | (typeof coverageCauses)[number];

/** Null means every one of its kind. */
export interface CoveragePlace {
  readonly region: string | null;
  readonly bucket: string | null;
  readonly queueId: string | null;
  readonly tag: string | null;
}

export interface CoverageHole extends CoveragePlace, Window {
  readonly night: string;
  readonly cause: CoverageCause;
  readonly detail: string;
}

export const everywhere: CoveragePlace = { region: null, bucket: null, queueId: null, tag: null };

export function placeOf({ region, bucket, queueId, tag }: CoveragePlace): CoveragePlace {
  return { region, bucket, queueId, tag };
}

/** Whether what happened at a place concerns the scope. */
export function covers(place: CoveragePlace, scope: Pick<Scope, keyof CoveragePlace>): boolean {
  return (
    (place.region ?? scope.region) === scope.region &&
    (place.bucket ?? scope.bucket) === scope.bucket &&
    (place.queueId ?? scope.queueId) === scope.queueId &&
    (place.tag ?? scope.tag) === scope.tag
  );
}

export function spanOf({ span }: Pick<Manifest, "span">): Window {
  return { from: Date.parse(span.from), to: Date.parse(span.to) };
}
