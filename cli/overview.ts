/** The kinds of findings of a report: its groups, added up over all scopes by verdict and fingerprint. */

import type { Group } from "../lib/core/schema/group.ts";
import type { Manifest } from "../lib/core/schema/manifest.ts";
import type { ReportStore } from "../lib/ports/report-store.ts";
import { readQueueNames } from "../lib/usecases/report/queue-names.ts";
import { readGroups } from "../lib/usecases/report/read-groups.ts";

export interface Kind {
  readonly verdict: Group["verdict"];
  readonly fingerprint: string;
  readonly code: string;
  /** The message of the first finding, in the order of the report. */
  readonly sample: string;
  readonly count: number;
  /** By name where they have one, in the order of the report. */
  readonly queues: readonly string[];
}

export interface Overview {
  /** The largest first; of equal ones the one whose fingerprint comes first. */
  readonly kinds: readonly Kind[];
  /** How many the report has; a group is of one scope. */
  readonly groups: number;
  readonly findings: number;
}

/** Reads the groups back and checks them against the manifest on the way; throws `StoreError` if they do not hold. */
export async function overview(store: ReportStore, manifest: Manifest, signal: AbortSignal): Promise<Overview> {
  const queueNames = await readQueueNames(store, manifest, signal);
  const kinds = new Map<string, Kind>();
  let groups = 0;
  let findings = 0;
  for await (const group of readGroups(store, manifest, signal)) {
    const key = `${group.verdict} ${group.fingerprint}`;
    const queue = queueNames.get(group.queueId) ?? group.queueId;
    kinds.set(key, addGroup(kinds.get(key), group, queue));
    groups += 1;
    findings += group.jobs;
  }
  return { kinds: [...kinds.values()].sort(largestFirst), groups, findings };
}

function addGroup(kind: Kind | undefined, group: Group, queue: string): Kind {
  const { verdict, fingerprint, code, message: sample, jobs: count } = group;
  if (kind === undefined) return { verdict, fingerprint, code, sample, count, queues: [queue] };
  const queues = kind.queues.includes(queue) ? kind.queues : [...kind.queues, queue];
  return { ...kind, queues, count: kind.count + count };
}

function largestFirst(a: Kind, b: Kind): number {
  return b.count - a.count || (a.fingerprint < b.fingerprint ? -1 : 1);
}
