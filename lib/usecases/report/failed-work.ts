/**
 * The work that failed in earlier nights, by which a later success is known to be a recovery.
 *
 * It is kept as hashes, the newest nights first, and bounded: what finds no room is told, not forgotten in silence.
 */

import type { Job } from "../../core/job.ts";
import { workKey } from "../../core/job-identity.ts";
import { redactWork } from "../../core/recovery-row.ts";
import { redactText } from "../../core/redact.ts";
import type { Finding } from "../../core/schema/finding.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { Scope } from "../../core/scope.ts";
import { createTextFilter, type TextFilter } from "../../core/text-filter.ts";
import { createWorkSet, type WorkSet } from "../../core/work-set.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { CommittedNight } from "./read-commit.ts";
import { filesOf, readRows } from "./read-lines.ts";

export interface FailedWork {
  /** Whether the job succeeded with what had failed. */
  isRecovery(scope: Scope, job: Job): boolean;
  /** What could not be heeded. */
  readonly notes: Manifest["notes"];
}

export const noFailedWork: FailedWork = { isRecovery: () => false, notes: [] };

const maxWorks = 1_000_000;

/** `nights` are committed and come in their order. */
export async function loadFailedWork(
  store: ReportStore,
  nights: readonly CommittedNight[],
  signal: AbortSignal,
  most = maxWorks,
): Promise<FailedWork> {
  const known = { works: createWorkSet(), inputs: createTextFilter() };
  for (const { manifest } of [...nights].reverse()) {
    const fits = await addAll(known, readFailed(store, manifest, signal), most);
    if (!fits) return { isRecovery: recoveriesFrom(known), notes: [crowdedNote(manifest.night, most)] };
  }
  return known.works.size === 0 ? noFailedWork : { isRecovery: recoveriesFrom(known), notes: [] };
}

interface KnownWork {
  readonly works: WorkSet;
  /** Objects that any of the works was done on: few jobs get past it. */
  readonly inputs: TextFilter;
}

/** What failed in a night, in the order of its findings. */
async function* readFailed(store: ReportStore, manifest: Manifest, signal: AbortSignal): AsyncGenerator<Finding> {
  const files = filesOf(manifest, "findings");
  for await (const finding of readRows<Finding>(store, files, "job-audit/finding/v1", signal)) {
    if (finding.verdict === "failed") yield finding;
  }
}

/** False when there was no room for all of them. */
async function addAll({ works, inputs }: KnownWork, failed: AsyncIterable<Finding>, most: number): Promise<boolean> {
  for await (const finding of failed) {
    const key = workKey(finding, finding);
    if (key === null) continue;
    if (works.size === most && !works.has(key)) return false;
    works.add(key);
    inputs.add(objectOf(finding));
  }
  return true;
}

function recoveriesFrom({ works, inputs }: KnownWork): FailedWork["isRecovery"] {
  return (scope, job) => {
    if (job.state !== "Success" || job.innerFailures.length > 0) return false;
    // Redacted, since that is how findings tell it.
    if (!inputs.mayHave(redactText(objectOf(job)))) return false;
    const key = workKey(scope, redactWork(job));
    return key !== null && works.has(key);
  };
}

function objectOf({ input }: Pick<Finding | Job, "input">): string {
  return input?.object ?? "";
}

/** A note has a place; this one is about all of them. */
function crowdedNote(night: string, most: number): Manifest["notes"][number] {
  const note = `recoveries are told for the newest ${most} failed inputs: not for all of ${night}, nor for older nights`;
  return { region: "*", bucket: "*", queueId: "*", tag: "*", note };
}
