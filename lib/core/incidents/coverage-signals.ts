/**
 * Lost coverage, one signal a bucket: what cannot be read is seldom one queue's trouble, and a bucket that is forbidden
 * would else be told of as often as it has scopes.
 */

import type { ComparedScope } from "../diff/compared-scopes.ts";
import type { CarriedChange, CoverageChange } from "../schema/regression.ts";
import type { Severity } from "../schema/signals.ts";
import { createHeaviest, type Fired } from "./fired.ts";
import { type Place, subjectOf } from "./subject.ts";

export type ScopeCoverage = Pick<ComparedScope, "scope" | "coverage">;

export interface CoverageSignals {
  add(row: CoverageChange | CarriedChange): void;
  fired(): Fired;
}

export function createCoverageSignals(scopes: readonly ScopeCoverage[]): CoverageSignals {
  const seenBuckets = new Set(scopes.filter(({ coverage }) => coverage === "complete").map(bucketKey));
  const heaviest = createHeaviest();
  return {
    fired: () => ({ signals: heaviest.signals(), warm: [], blind: scopes.filter(isBlind).map(({ scope }) => scope) }),
    add(row) {
      const weight = row.kind === "coverage" ? weightOf(row) : Number(row.outcome === "not-seen");
      if (weight === 0) return;
      const severity: Severity = seenBuckets.has(bucketKey({ scope: row })) ? "warning" : "critical";
      const place: Place = { ...row, queueId: null, tag: null };
      heaviest.add({ signal: { ...subjectOf("coverage.incomplete", place), severity, evidence: row }, weight });
    },
  };
}

/** None for a scope that is read whole, or whose queue is gone, which has a rule of its own. */
function weightOf({ after, worse, holes }: CoverageChange): number {
  const isLost = after === "incomplete" || (after === "not-audited" && worse);
  return isLost ? 2 + holes + (worse ? 1 << 20 : 0) : 0;
}

function isBlind({ coverage }: ScopeCoverage): boolean {
  return coverage === "incomplete" || coverage === "not-audited";
}

function bucketKey({
  scope: { region, bucket },
}: {
  readonly scope: Pick<ScopeCoverage["scope"], "region" | "bucket">;
}) {
  return `${region}/${bucket}`;
}
