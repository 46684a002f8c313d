/**
 * Which open jobs of earlier nights a revision has seen: those that it carries as seen, or tells a change of. They are as
 * many as there were look-ups, or were read from the list; their ids are in memory.
 */

import type { Amendment, Carried } from "../../core/schema/carried.ts";
import type { OpenJob } from "../../core/schema/finding.ts";
import { scopeKey } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { filesOf, readRows } from "../report/read-lines.ts";

export interface SeenJobs {
  has(job: OpenJob): boolean;
}

export async function readSeen(
  store: ReportStore,
  { manifest }: CommittedNight,
  signal: AbortSignal,
): Promise<SeenJobs> {
  const seen = new Set<string>();
  const carried = readRows<Carried>(store, filesOf(manifest, "carried"), "job-audit/carried/v1", signal);
  for await (const row of carried) if (row.seen) seen.add(keyOf(row));
  const amendments = readRows<Amendment>(store, filesOf(manifest, "amendments"), "job-audit/amendment/v1", signal);
  for await (const row of amendments) seen.add(keyOf(row));
  return { has: (job) => seen.has(keyOf(job)) };
}

function keyOf(job: OpenJob | Carried | Amendment): string {
  return `${scopeKey(job)}/${job.createdAt}/${job.jobId}`;
}
