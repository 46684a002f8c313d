/** The groups of a report: findings of one fingerprint, counted while they are read. */

import type { Finding } from "../lib/core/schema/finding.ts";
import type { Manifest } from "../lib/core/schema/manifest.ts";
import type { ReportStore } from "../lib/ports/report-store.ts";
import { readFindings } from "../lib/usecases/report/read-rows.ts";
import { symptomOf } from "./symptom.ts";

export interface Group {
  readonly verdict: Finding["verdict"];
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

/** Reads the whole report back and checks it against its manifest on the way; throws `StoreError` if it does not hold. */
export async function overview(store: ReportStore, manifest: Manifest, signal: AbortSignal): Promise<Overview> {
  const groups = new Map<string, Group>();
  let findings = 0;
  for await (const finding of readFindings(store, manifest, signal)) {
    findings += 1;
    const key = `${finding.verdict} ${finding.fingerprint}`;
    const count = (groups.get(key)?.count ?? 0) + 1;
    groups.set(key, { ...(groups.get(key) ?? firstOf(finding)), count });
  }
  return { groups: [...groups.values()].sort(largestFirst), findings };
}

function firstOf(finding: Finding): Omit<Group, "count"> {
  const { code, message } = symptomOf(finding);
  return { verdict: finding.verdict, fingerprint: finding.fingerprint, code, sample: message };
}

function largestFirst(a: Group, b: Group): number {
  return b.count - a.count || (a.fingerprint < b.fingerprint ? -1 : 1);
}
