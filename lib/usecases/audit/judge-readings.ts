/** What the readings of all scopes come to: which are complete, what is a hole, what is only worth a note. */

import { ServiceError } from "../../core/errors.ts";
import { type Hole, mergeHoles } from "../../core/hole.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import type { Tally } from "../../core/tally.ts";
import { queueKey } from "./answering-queues.ts";
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

/** What is noted of a scope that does not exist. */
export const unknownTag = "the service does not know this tag here";

export interface ScopeFacts {
  readonly builtInTags: readonly string[];
  /** Scopes of which an earlier revision tells jobs or pages: they exist. */
  readonly known?: readonly Scope[];
}

/**
 * A tag of the built-in list that the service does not know is noted: the scope does not exist. It is not known how
 * the service says so; taken for it is 400 InvalidArgument while another tag of the same queue is answered. A scope that
 * the night before could read exists.
 */
export function judgeReadings(
  readings: readonly ScopeReading[],
  {
    answering,
    unproven,
    ...facts
  }: ScopeFacts & {
    /** Queues that answer now, by `queueKey`. */
    readonly answering: ReadonlySet<string>;
    /** Holes of scopes whose span the service may have forgotten. */
    unproven(reading: ScopeReading): readonly Hole[];
  },
): JudgedReadings {
  const isUnknown = mayBeUnknown(readings, facts);
  const unknown = readings.filter((reading) => isUnknown(reading) && answering.has(queueKey(reading.planned.scope)));
  const known = readings.filter((reading) => !unknown.includes(reading));
  return {
    notes: unknown.map(({ planned: { scope } }) => ({
      region: scope.region,
      bucket: scope.bucket,
      queueId: scope.queueId,
      tag: scope.tag,
      note: unknownTag,
    })),
    scopes: known.map((reading) => ({
      reading,
      tally: reading.tally,
      holes: mergeHoles([...reading.holes, ...unproven(reading)]),
    })),
  };
}

/** Of which scopes the service said what it may say of a tag that it does not know, and nothing says otherwise. */
export function mayBeUnknown(
  readings: readonly ScopeReading[],
  { builtInTags, known = [] }: ScopeFacts,
): (reading: ScopeReading) => boolean {
  const existing = new Set(known.map(scopeKey));
  const listed = readings.flatMap(({ windows }) => windows.flatMap(({ walk }) => [...walk.foreignScopes]));
  for (const key of listed) existing.add(key);
  return ({ planned: { scope, readBefore }, refusal }) => {
    if (!(refusal instanceof ServiceError) || refusal.status !== 400 || refusal.serviceCode !== "InvalidArgument")
      return false;
    return !readBefore && builtInTags.includes(scope.tag) && !existing.has(scopeKey(scope));
  };
}
