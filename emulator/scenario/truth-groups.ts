/**
 * The truth about groups: findings of one scope that went wrong in the same way, beside those of the scope's baseline.
 * What no job of the night has is still there while jobs of earlier nights hang with it.
 */

import type { BaselineState } from "../../lib/core/schema/regression.ts";
import type { TruthGroup, TruthScope } from "./night-truth.ts";
import type { SeenJob, SeenNight } from "./seen-night.ts";

/** Complete nights without a group after which its coming back is a regression. */
const absencesToRegress = 3;

type Groups = ReadonlyMap<string, readonly SeenJob[]>;

/** `earlier`: all nights before, the newest first. `hanging`: their open jobs that the night lists again. */
export function truthOfGroups(
  night: SeenNight,
  earlier: readonly SeenNight[],
  hanging: readonly SeenJob[] = [],
): readonly TruthGroup[] {
  const now = groupsOf(night.jobs);
  const still = groupsOf(hanging);
  const history = earlier.map(({ jobs }) => groupsOf(jobs));
  const keys = [...new Set([now, ...history].flatMap((groups) => [...groups.keys()]))].sort();
  return keys.flatMap((key) => {
    const [first] = [now, ...history].flatMap((groups) => groups.get(key) ?? []);
    if (first === undefined) return [];
    const baseline = baselineOf(first.scope, earlier);
    const before = baseline === null ? null : (history[baseline]?.get(key) ?? []);
    const left = before?.length ? still.get(key) : undefined;
    const after = now.get(key) ?? left ?? (night.queues.has(first.scope.queueId) ? [] : null);
    const counts = history.map((groups) => groups.get(key)?.length ?? 0);
    const state = stateOfGroup({ before, after }, baseline === null ? [] : counts.slice(baseline));
    if (state === null) return [];
    const jobs = now.get(key) ?? before ?? [];
    const { scope } = first;
    const [was, is] = [before?.length ?? null, after?.length ?? null];
    return { scope, kind: kindOf(first), state, before: was, after: is, jobIds: jobs.map(({ job }) => job.jobId) };
  });
}

/** The newest of the nights in which the scope's queue was listed; null: none was. */
export function baselineOf({ queueId }: TruthScope, earlier: readonly SeenNight[]): number | null {
  const found = earlier.findIndex(({ queues }) => queues.has(queueId));
  return found < 0 ? null : found;
}

interface Sides {
  /** Null: there is no baseline. */
  readonly before: readonly SeenJob[] | null;
  /** Null: the scope cannot be read any more. */
  readonly after: readonly SeenJob[] | null;
}

/** `counts`: from the baseline back. Null: it is in neither. */
function stateOfGroup({ before, after }: Sides, counts: readonly number[]): BaselineState | null {
  if (after === null) return before?.length ? "unknown" : null;
  if (after.length === 0) return before?.length ? "absent" : null;
  if (before === null) return "new";
  if (before.length > 0) return before.length === after.length ? "unchanged" : "updated";
  const absences = counts.findIndex((count) => count > 0);
  return absences >= absencesToRegress ? "regressed" : "new";
}

function groupsOf(jobs: readonly SeenJob[]): Groups {
  const groups = new Map<string, SeenJob[]>();
  for (const seen of jobs) {
    if (seen.verdict === null) continue;
    const key = JSON.stringify([seen.scope, kindOf(seen)]);
    const group = groups.get(key);
    if (group) group.push(seen);
    else groups.set(key, [seen]);
  }
  return groups;
}

function kindOf({ job, state, verdict }: SeenJob): string {
  if (verdict === "failed" || verdict === "hidden-failure") return job.kind ?? `${verdict}/${job.code}`;
  return verdict === "unrecognised" ? `${verdict}/${state}` : String(verdict);
}
