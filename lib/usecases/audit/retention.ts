/**
 * Retention: how long the service keeps jobs is not documented, and what it forgot looks like what never was.
 *
 * An old span counts as read only if the service can be shown to still hold it: it lists a job at least as old in the
 * same region, or the queue was made after the span. Everything else is a hole, however cleanly it was read. A place that
 * does not answer proves nothing, and is not asked once more for each of its scopes.
 */

import { holeCause } from "../../core/failure-cause.ts";
import type { Hole } from "../../core/hole.ts";
import { isoInstant } from "../../core/instant.ts";
import type { Window } from "../../core/window.ts";
import type { CloudInfinite } from "../../ports/cloud-infinite.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import { createWalkPatience, type WalkPatience } from "./walk-patience.ts";

export interface RetentionCheck {
  readonly span: Window;
  readonly now: number;
  readonly assumedRetentionMs: number;
  /** As the walk left it. */
  readonly patience?: WalkPatience;
}

/** Says of a scope what of the span is not proven to be remembered. */
export type Unproven = (planned: PlannedScope) => readonly Hole[];

export async function checkRetention(
  ci: CloudInfinite,
  scopes: readonly PlannedScope[],
  { span, now, assumedRetentionMs, patience = createWalkPatience() }: RetentionCheck,
  signal: AbortSignal,
): Promise<Unproven> {
  if (now - span.from <= assumedRetentionMs) return () => [];
  const regions = new Map<string, boolean>();
  for (const { scope } of scopes) {
    if (regions.get(scope.region) === true || patience.spent(scope) !== null) continue;
    regions.set(scope.region, await listsOlderJob({ ci, patience }, scope, span, signal));
  }
  const forgotten = beyondRetention(span);
  return ({ scope, queue }) => {
    const younger = queue?.createdAt != null && queue.createdAt >= span.to;
    return younger || regions.get(scope.region) === true ? [] : [forgotten];
  };
}

/** One job is evidence enough; a scope that cannot be asked proves nothing. */
async function listsOlderJob(
  { ci, patience }: { readonly ci: CloudInfinite; readonly patience: WalkPatience },
  scope: PlannedScope["scope"],
  span: Window,
  signal: AbortSignal,
): Promise<boolean> {
  const request = { scope, createdFrom: 0, createdTo: span.from, order: "Asc", size: 1, token: null } as const;
  try {
    const { jobs } = await ci.listJobs(request, signal);
    patience.tell(scope, null);
    return jobs.some(({ createdAt }) => createdAt <= span.from);
  } catch (error) {
    signal.throwIfAborted();
    if (holeCause(error) === null) throw error;
    patience.tell(scope, error);
    return false;
  }
}

function beyondRetention(span: Window): Hole {
  const detail = `no job as old as ${isoInstant(span.from)} is listed in this region any more`;
  return { ...span, cause: "beyond-retention", detail, requestId: null, evidence: null };
}
