/** Jobs of earlier nights as they are known: as they were listed, and what later nights told of them. */

import type { Job } from "../../core/job.ts";
import type { Amendment } from "../../core/schema/carried.ts";
import type { OpenJob } from "../../core/schema/finding.ts";

export interface KnownJob {
  /** As it was listed in its night. */
  readonly row: OpenJob;
  /** As it was seen last. */
  readonly was: Amendment["was"];
}

/** The jobs that nobody has seen ended, or missed. `amendments` in the order of the nights that learned them. */
export function stillOpen(rows: readonly OpenJob[], amendments: readonly Amendment[]): readonly KnownJob[] {
  const known = new Map(rows.map((row) => [row.jobId, { row, was: { state: row.state, startedAt: row.startedAt } }]));
  for (const { jobId, change, state, startedAt } of amendments) {
    const row = known.get(jobId)?.row;
    if (row === undefined) continue;
    if (change === "changed") known.set(jobId, { row, was: { state, startedAt } });
    else known.delete(jobId);
  }
  return [...known.values()];
}

/** What can be said of a job that was not seen again. */
export function lastKnown({ row, was }: KnownJob): Job {
  return {
    family: row.family,
    id: row.jobId,
    queueId: row.queueId,
    tag: row.tag,
    state: was.state,
    code: "",
    message: "",
    createdAt: Date.parse(row.createdAt),
    startedAt: was.startedAt === null ? null : Date.parse(was.startedAt),
    endedAt: null,
    input: row.input,
    output: null,
    operation: row.operation ?? null,
    workflow: null,
    userData: null,
    innerFailures: [],
    extra: {},
  };
}
