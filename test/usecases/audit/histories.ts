/** Jobs with a life of their own: what the service tells of them depends on when it is asked. */

import type { Job } from "../../../lib/core/job.ts";
import { shiftNight } from "../../../lib/core/night.ts";
import { type Amendment, amendmentSchema, type Carried, carriedSchema } from "../../../lib/core/schema/carried.ts";
import { type OpenJob, openJobSchema } from "../../../lib/core/schema/finding.ts";
import type { AuditResult } from "../../../lib/usecases/audit/audit-night.ts";
import type { AuditRequest } from "../../../lib/usecases/audit/audit-request.ts";
import { type FakeCi, type FakeCiOptions, fakeCi } from "../../fakes/fake-ci.ts";
import type { MemoryStore } from "../../fakes/memory-store.ts";
import { aJob, aQueue, aScope, midnight } from "../../fakes/samples.ts";
import { audit, dayMs } from "./a-night.ts";
import { rowsOf } from "./stored.ts";

export const hourMs = 3_600_000;

/** Times in hours from the first midnight; null: never. */
export interface History {
  readonly id: string;
  readonly created: number;
  readonly started?: number | null;
  readonly ended?: number | null;
  readonly outcome?: "Success" | "Failed" | "Cancel";
  readonly forgotten?: number | null;
  readonly tag?: string;
}

function timeAt(hour: number): number {
  return midnight + Math.round(hour * 3_600) * 1_000;
}

/** As the service tells of it `hour` hours after the first midnight; null when it knows nothing of it. */
function jobAt(history: History, hour: number): Job | null {
  const { id, created, started = null, ended = null, outcome = "Success", forgotten = null } = history;
  if (created > hour || (forgotten !== null && forgotten <= hour)) return null;
  const isOver = ended !== null && ended <= hour;
  const runs = started !== null && started <= hour;
  return aJob({
    id,
    tag: history.tag ?? "PicProcess",
    queueId: "p1",
    createdAt: timeAt(created),
    startedAt: runs ? timeAt(started) : null,
    endedAt: isOver ? timeAt(ended) : null,
    state: isOver ? outcome : runs ? "Running" : "Submitted",
    code: isOver && outcome === "Failed" ? "Timeout" : "",
  });
}

export const bucket = "photos-1";
export const region = "ap-chongqing";

export function cloudAt(hour: number, histories: readonly History[], options: FakeCiOptions = {}): FakeCi {
  const jobs = histories.flatMap((history) => jobAt(history, hour) ?? []);
  const listed = jobs.map((job) => ({ scope: { ...aScope, region, bucket, queueId: "p1", tag: job.tag }, job }));
  return fakeCi(listed, {
    buckets: [{ name: bucket, region, createdAt: null }],
    queues: { [bucket]: [aQueue({ queueId: "p1" })] },
    ...options,
  });
}

/** Nights count from 1. */
export function dateOf(night: number): string {
  return shiftNight("2026-11-20", night);
}

/** The hour at which a night is over and settled. */
export function settled(night: number): number {
  return night * 24 + 3;
}

export interface AuditedNight {
  readonly ci: FakeCi;
  readonly result: AuditResult;
  readonly amendments: readonly Amendment[];
  readonly carried: readonly Carried[];
  readonly open: readonly OpenJob[];
}

export async function auditAt(
  store: MemoryStore,
  { night, hour = settled(night) }: { readonly night: number; readonly hour?: number },
  ci: FakeCi,
  change: Partial<AuditRequest> = {},
): Promise<AuditedNight> {
  const request = {
    name: { family: "pic", date: dateOf(night) },
    assumedRetentionMs: 100 * dayMs,
    windowMs: 6 * hourMs,
    ...change,
  } as const;
  const result = await audit(ci, store, request, { now: midnight + hour * hourMs });
  return {
    ...{ ci, result },
    amendments: rowsOf(store, result, "amendments").map((row) => amendmentSchema.parse(row)),
    carried: rowsOf(store, result, "carried").map((row) => carriedSchema.parse(row)),
    open: rowsOf(store, result, "open").map((row) => openJobSchema.parse(row)),
  };
}
