/** The open jobs of earlier nights that a night lists again, counted by the group that they belong to. */

import type { HangingJobs } from "../../core/diff/group-state.ts";
import type { Carried } from "../../core/schema/carried.ts";
import type { Group } from "../../core/schema/group.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { scopeKey } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { filesOf, readRows } from "../report/read-lines.ts";

/** By `groupKey`. Grows with the scopes: open jobs have one fingerprint for each verdict or unknown state. */
export async function readHanging(
  store: ReportStore,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, HangingJobs>> {
  const hanging = new Map<string, HangingJobs>();
  const rows = readRows<Carried>(store, filesOf(manifest, "carried"), "job-audit/carried/v1", signal);
  for await (const row of rows) {
    const key = groupKey(row);
    const { jobs, unseen } = hanging.get(key) ?? { jobs: 0, unseen: 0 };
    hanging.set(key, { jobs: jobs + 1, unseen: unseen + (row.seen ? 0 : 1) });
  }
  return hanging;
}

/** No name holds the separator, and it sorts before all that names hold: scopes come first, then fingerprints. */
export function groupKey(row: Carried | Group): string {
  return `${scopeKey(row)}\u0000${row.fingerprint}`;
}
