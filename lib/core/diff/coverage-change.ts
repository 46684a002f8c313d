/** Coverage: which scopes were read less far, or further, than in the committed night before. */

import type { PlacedHole } from "../hole.ts";
import type { Manifest } from "../schema/manifest.ts";
import type { Coverage, CoverageChange } from "../schema/regression.ts";
import type { Scope } from "../scope.ts";
import type { ComparedScope } from "./compared-scopes.ts";

export interface CoverageNight extends Pick<Manifest, "span" | "holes"> {
  /** Name of the committed night before; null: there is none. */
  readonly before: string | null;
}

/** Null for a scope that is complete, or not audited, as it was before. */
export function coverageChange(
  { scope, coverage, earlier }: ComparedScope,
  { before: baseline, span, holes }: CoverageNight,
): CoverageChange | null {
  const before = earlier[0] ?? "not-audited";
  const isLine = coverage === "incomplete" || (baseline !== null && before !== coverage);
  if (!isLine) return null;
  return {
    schema: "job-audit/regression/v1",
    kind: "coverage",
    ...scope,
    worse: isLost(before, coverage),
    baseline,
    before,
    after: coverage,
    holes: holes.filter((hole) => isHoleOf(scope, hole) && hole.from < span.to && hole.to > span.from).length,
  };
}

/** Of a scope that has a line: one that was complete is so no longer. */
function isLost(before: Coverage, after: Coverage): boolean {
  return before === "complete" || (before === "incomplete" && after === "not-audited");
}

type HolePlace = Pick<PlacedHole, "region" | "bucket" | "queueId" | "tag">;

function isHoleOf({ region, bucket, queueId, tag }: Scope, hole: HolePlace): boolean {
  const covers = (of: string | null, name: string) => of === null || of === name;
  return (
    hole.region === region && covers(hole.bucket, bucket) && covers(hole.queueId, queueId) && covers(hole.tag, tag)
  );
}
