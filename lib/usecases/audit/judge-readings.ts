/** What the readings of all scopes come to: which are complete, what is a hole, what is only worth a note. */

import { ServiceError } from "../../core/errors.ts";
import { type Hole, mergeHoles } from "../../core/hole.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { scopeKey } from "../../core/scope.ts";
import type { Tally } from "../../core/tally.ts";
import type { ScopeReading } from "./walk-scopes.ts";

export interface JudgedScope {
  readonly reading: ScopeReading;
  readonly tally: Tally;
  readonly holes: readonly Hole[];
}

export interface JudgedReadings {
  readonly scopes: readonly JudgedScope[];
  readonly notes: Manifest["notes"];
}

/**
 * A tag of the built-in list that the service does not know is noted: the scope does not exist. It is not known how
 * the service says so; taken for it is 400 InvalidArgument while another tag of the same queue is answered. A scope that the night before
 * could read exists.
 */
export function judgeReadings(
  readings: readonly ScopeReading[],
  {
    builtInTags,
    unproven,
  }: {
    readonly builtInTags: readonly string[];
    /** Holes of scopes whose span the service may have forgotten. */
    unproven(reading: ScopeReading): readonly Hole[];
  },
): JudgedReadings {
  const unknown = readings.filter((reading) => isUnknownTag(reading, readings, builtInTags));
  const known = readings.filter((reading) => !unknown.includes(reading));
  return {
    notes: unknown.map(({ planned: { scope } }) => ({
      region: scope.region,
      bucket: scope.bucket,
      queueId: scope.queueId,
      tag: scope.tag,
      note: "the service does not know this tag here",
    })),
    scopes: known.map((reading) => ({
      reading,
      tally: reading.tally,
      holes: mergeHoles([...reading.holes, ...unproven(reading)]),
    })),
  };
}

function isUnknownTag(
  { planned, refusal }: ScopeReading,
  readings: readonly ScopeReading[],
  builtInTags: readonly string[],
): boolean {
  const { scope, readBefore } = planned;
  if (!(refusal instanceof ServiceError) || refusal.status !== 400 || refusal.serviceCode !== "InvalidArgument")
    return false;
  if (readBefore || !builtInTags.includes(scope.tag)) return false;
  const key = scopeKey(scope);
  if (readings.some(({ windows }) => windows.some(({ walk }) => walk.foreignScopes.has(key)))) return false;
  return readings.some(
    (other) =>
      other.windows.some(({ walk }) => walk.counts.pages > 0) &&
      other.planned.scope.region === scope.region &&
      other.planned.scope.bucket === scope.bucket &&
      other.planned.scope.queueId === scope.queueId,
  );
}
