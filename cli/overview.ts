/** The groups of a report over all its scopes: one fingerprint, one group. */

import type { Group as ScopeGroup } from "../lib/core/schema/group.ts";
import type { Manifest } from "../lib/core/schema/manifest.ts";
import type { ReportStore } from "../lib/ports/report-store.ts";
import { filesOf, readRows } from "../lib/usecases/report/read-lines.ts";

export interface Group {
  readonly verdict: ScopeGroup["verdict"];
  readonly fingerprint: string;
  readonly code: string;
  /** The message of the first finding, in the order of the report. */
  readonly sample: string;
  readonly count: number;
}

export interface Overview {
  /** The largest first; of equal ones the one whose fingerprint comes first. */
  readonly groups: readonly Group[];
  readonly findings: number;
}

/** Reads the groups back and checks them against the manifest on the way; throws `StoreError` if they do not hold. */
export async function overview(store: ReportStore, manifest: Manifest, signal: AbortSignal): Promise<Overview> {
  const groups = new Map<string, Group>();
  let findings = 0;
  const files = filesOf(manifest, "groups");
  for await (const group of readRows<ScopeGroup>(store, files, "job-audit/group/v1", signal)) {
    const { verdict, fingerprint, code, message: sample, jobs } = group;
    const key = `${verdict} ${fingerprint}`;
    const known = groups.get(key) ?? { verdict, fingerprint, code, sample, count: 0 };
    groups.set(key, { ...known, count: known.count + jobs });
    findings += jobs;
  }
  return { groups: [...groups.values()].sort(largestFirst), findings };
}

function largestFirst(a: Group, b: Group): number {
  return b.count - a.count || (a.fingerprint < b.fingerprint ? -1 : 1);
}
