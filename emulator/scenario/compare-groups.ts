/**
 * Whether the groups that were told are the kinds that were planted.
 *
 * What names a group in a report is unknown here: a told group is known by its samples, which must all be of one kind,
 * and no two told groups of one scope may be of the same.
 */

import type { TruthGroup, TruthScope } from "./night-truth.ts";

export interface FoundGroup {
  readonly scope: TruthScope;
  readonly fingerprint: string;
  readonly state: string;
  readonly before: number | null;
  readonly after: number | null;
  /** Ids of some of its jobs, of this night if it has any. */
  readonly samples: readonly string[];
}

export function compareGroups(planted: readonly TruthGroup[], found: readonly FoundGroup[]): readonly string[] {
  const byJob = new Map(planted.flatMap((group) => group.jobIds.map((jobId) => [jobId, group])));
  const met = new Map<TruthGroup, FoundGroup>();
  const wrong = found.flatMap((group) => {
    const kinds = new Set(group.samples.map((jobId) => byJob.get(jobId)));
    const [kind] = kinds;
    if (kinds.size !== 1 || kind === undefined) return [`${nameOf(group)} holds ${told(kinds)}`];
    const twin = met.get(kind);
    if (twin) return [`${kind.kind} is told as two groups, ${twin.fingerprint} and ${group.fingerprint}`];
    met.set(kind, group);
    return differences(kind, group);
  });
  const missed = planted.filter((group) => !met.has(group));
  return [
    ...wrong,
    ...missed.map((group) => `${group.kind} of ${scopeText(group.scope)} is ${factsOf(group)}, and was not told`),
  ];
}

function differences(planted: TruthGroup, found: FoundGroup): readonly string[] {
  if (scopeText(planted.scope) !== scopeText(found.scope)) {
    return [`${planted.kind} belongs to ${scopeText(planted.scope)}, and was told of ${scopeText(found.scope)}`];
  }
  const [is, seen] = [factsOf(planted), factsOf(found)];
  return is === seen ? [] : [`${planted.kind} of ${scopeText(planted.scope)} is ${is}, and was told as ${seen}`];
}

function told(kinds: ReadonlySet<TruthGroup | undefined>): string {
  return [...kinds].map((group) => group?.kind ?? "jobs in which nothing is wrong").join(" and ") || "no job";
}

function factsOf({ state, before, after }: Pick<FoundGroup, "state" | "before" | "after">): string {
  return `${state}, ${before ?? "unknown"} before and ${after ?? "unknown"} after`;
}

function nameOf({ fingerprint, scope }: FoundGroup): string {
  return `the group ${fingerprint} of ${scopeText(scope)}`;
}

function scopeText({ region, bucket, queueId, tag }: TruthScope): string {
  return [region, bucket, queueId, tag].join("/");
}
