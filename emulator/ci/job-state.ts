/**
 * What a job shows of its history at one instant.
 *
 * As in every vendor sample, a job that has not ended says Code `Success` and no message.
 */

import type { EmulatedJob, EmulatedQueue } from "../world.ts";

export interface JobView {
  readonly state: string;
  readonly code: string;
  readonly message: string;
  /** Null until it happens. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** A waiting job of a paused queue is `Pause`; a running one goes on. */
export function stateAt(job: EmulatedJob, queueState: EmulatedQueue["state"], now: number): string {
  if (job.endedAt !== null && now >= job.endedAt) return job.outcome;
  if (job.startedAt === null || now < job.startedAt) return queueState === "Paused" ? "Pause" : "Submitted";
  return job.endedAt === null ? job.outcome : "Running";
}

export function viewAt(job: EmulatedJob, queueState: EmulatedQueue["state"], now: number): JobView {
  const state = stateAt(job, queueState, now);
  const pending = state === "Submitted" || state === "Running" || state === "Pause";
  return {
    state,
    code: pending ? "Success" : job.code,
    message: pending ? "" : job.message,
    startedAt: reached(job.startedAt, now),
    endedAt: reached(job.endedAt, now),
  };
}

/** Whether the service still tells of the job: created by now, and neither too old nor forgotten. */
export function isKept(job: EmulatedJob, now: number, retentionMs: number | null): boolean {
  const kept = retentionMs === null || job.createdAt >= now - retentionMs;
  return kept && job.createdAt <= now && !isForgotten(job, now);
}

export function isForgotten({ forgottenAt }: EmulatedJob, now: number): boolean {
  return forgottenAt !== undefined && now >= forgottenAt;
}

function reached(ms: number | null, now: number): number | null {
  return ms !== null && ms <= now ? ms : null;
}
