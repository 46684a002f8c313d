/**
 * The log of one batch of open jobs, of who did their work since: who was found by an earlier run is not looked for again,
 * and what this run learns is told to the journal. Jobs are known as in the batch's other log.
 */

import { redactText } from "../../core/redact.ts";
import type { RetriedRow } from "../../core/schema/progress.ts";
import type { KnownJob } from "../recheck/known-job.ts";
import type { Failed } from "../recheck/outcome.ts";
import type { PendingChunk } from "../recheck/pending-chunks.ts";
import type { Sought } from "../retries/find-retry.ts";
import { digestOf } from "./batch-digest.ts";
import type { Journal } from "./journal.ts";
import type { RecheckedRow } from "./run-progress.ts";

export interface RetryLog {
  /** Null for a job that was not looked for. */
  soughtFor(known: KnownJob): Sought | Failed | null;
  add(known: KnownJob, learned: Sought | Failed): void;
}

export interface RetryLogRequest {
  readonly journal: Journal;
  readonly batch: number;
  readonly chunks: readonly PendingChunk[];
  /** What earlier runs learned of the batch. */
  readonly saved: readonly RecheckedRow[];
}

export function createRetryLog({ journal, batch, chunks, saved }: RetryLogRequest): RetryLog {
  const digest = digestOf(chunks);
  const jobs = chunks.flatMap((chunk) => chunk.jobs);
  const positions = new Map(jobs.map((known, position) => [known, position]));
  const settled = new Map<number, Sought | Failed>();
  for (const row of saved) if (row.kind === "retried" && row.digest === digest) settled.set(row.job, learnedOf(row));
  return {
    soughtFor: (known) => settled.get(positions.get(known) ?? -1) ?? null,
    add(known, learned) {
      const job = positions.get(known);
      if (job === undefined) return;
      const place = { schema: "job-audit/progress/v1", kind: "retried", batch, digest, job } as const;
      journal.add({ ...place, ...(isFailed(learned) ? failedColumns(learned) : { ...learned, failed: null }) });
    },
  };
}

export function isFailed(learned: Sought | Failed): learned is Failed {
  return "kind" in learned;
}

function failedColumns({ hole, outage }: Failed) {
  const failed = { hole: { ...hole, detail: redactText(hole.detail) }, outage };
  return { retried: null, whole: true, failed };
}

function learnedOf({ retried, whole, failed }: RetriedRow): Sought | Failed {
  return failed === null ? { retried, whole } : { kind: "failed", ...failed };
}
