/** The open jobs of earlier nights that a night lists again, counted by the group that they belong to. */

import type { HangingJobs } from "../../core/diff/group-state.ts";
import { fingerprintAt } from "../../core/fingerprint/row-fingerprints.ts";
import type { Carried } from "../../core/schema/carried.ts";
import type { Group } from "../../core/schema/group.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { filesOf, readRows } from "../report/read-lines.ts";

/** By `groupKey`, of fingerprints of one version. Grows with the scopes: open jobs have one fingerprint for each verdict or unknown state. */
export async function readHanging(
  store: ReportStore,
  { manifest, version }: { readonly manifest: Manifest; readonly version: string },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, HangingJobs>> {
  const hanging = new Map<string, HangingJobs>();
  const rows = readRows<Carried>(store, filesOf(manifest, "carried"), "job-audit/carried/v1", signal);
  for await (const row of rows) {
    const fingerprint = fingerprintAt(row, version);
    if (fingerprint === null) continue;
    const key = keyOf(row, fingerprint);
    const { jobs, unseen } = hanging.get(key) ?? { jobs: 0, unseen: 0 };
    hanging.set(key, { jobs: jobs + 1, unseen: unseen + (row.seen ? 0 : 1) });
  }
  return hanging;
}

/** No name holds the separator, and it sorts before all that names hold: scopes come first, then fingerprints. */
export function groupKey(group: Group): string {
  return keyOf(group, group.fingerprint);
}

function keyOf(scope: Scope, fingerprint: string): string {
  return `${scopeKey(scope)}\u0000${fingerprint}`;
}
