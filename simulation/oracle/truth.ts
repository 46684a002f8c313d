/** The world as it truly was, by what a report speaks of: scopes, jobs by id, and states at an instant. */

import { viewAt } from "../../emulator/ci/job-state.ts";
import { queueAt, settingsAt } from "../../emulator/ci/queue-at.ts";
import type { EmulatedBucket, EmulatedJob, EmulatedQueue } from "../../emulator/world.ts";
import type { SimulationPlan } from "../plan.ts";
import type { Played } from "../played.ts";

export interface Place {
  readonly region: string;
  readonly bucket: string;
  readonly queueId: string;
  readonly tag: string;
}

export interface TrueJob {
  readonly job: EmulatedJob;
  readonly queue: EmulatedQueue;
  readonly place: Place;
}

export interface Truth {
  readonly plan: SimulationPlan;
  readonly jobs: ReadonlyMap<string, TrueJob>;
  /** By `placeKey`. */
  readonly byPlace: ReadonlyMap<string, readonly TrueJob[]>;
  readonly queues: readonly { readonly bucket: EmulatedBucket; readonly queue: EmulatedQueue }[];
  /** When the job stood in an answer, ascending. */
  readonly listedAt: ReadonlyMap<string, readonly number[]>;
}

export function placeKey({ region, bucket, queueId, tag }: Place): string {
  return [region, bucket, queueId, tag].join("/");
}

export function learnTruth(plan: SimulationPlan, played: Pick<Played, "listings">): Truth {
  const queues = plan.world.buckets.flatMap((bucket) => bucket.queues.map((queue) => ({ bucket, queue })));
  const jobs = queues.flatMap(({ bucket, queue }) =>
    queue.jobs.map((job): TrueJob => {
      const place = { region: bucket.region, bucket: bucket.name, queueId: queue.queueId, tag: job.tag };
      return { job, queue, place };
    }),
  );
  const listedAt = new Map<string, number[]>();
  for (const { at, jobIds } of played.listings) for (const id of jobIds) push(listedAt, id, at);
  const byPlace = new Map<string, TrueJob[]>();
  for (const job of jobs) push(byPlace, placeKey(job.place), job);
  return { plan, queues, byPlace, listedAt, jobs: new Map(jobs.map((each) => [each.job.jobId, each])) };
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

/** What the service tells of the job at an instant. */
export function toldAt({ job, queue }: TrueJob, at: number) {
  return viewAt(job, settingsAt(queue, at).state, at);
}

const ended: ReadonlySet<string> = new Set(["Success", "Failed", "Cancel"]);

export function isEnded(state: string): boolean {
  return ended.has(state);
}

/** When the job comes to a state that it does not leave, or null. */
export function endOf({ job }: TrueJob): number | null {
  return job.endedAt !== null && isEnded(job.outcome) ? job.endedAt : null;
}

/** Instants between two, both included, of which each tells of the job what any instant between them does. */
export function instantsOf({ job, queue }: TrueJob, from: number, to: number): readonly number[] {
  const changes = [job.startedAt, job.endedAt, ...(queue.changes ?? []).map(({ at }) => at)];
  return [from, ...changes.filter((at) => at !== null).filter((at) => from < at && at < to), to];
}

/** From then on the service knows the job no more, also when it is asked for it by its id. */
export function forgottenFrom({ job }: TrueJob, { behaviour }: SimulationPlan): number {
  const { retentionMs = null } = behaviour;
  const tooOld = retentionMs === null ? Infinity : job.createdAt + retentionMs + 1;
  return Math.min(job.forgottenAt ?? Infinity, tooOld);
}

/** States in which a queue was seen by whoever looked between two instants; null where it was not listed. */
export function queueStates(queue: EmulatedQueue, from: number, to: number): ReadonlySet<"Active" | "Paused" | null> {
  const changes = [queue.createdAt, queue.deletedAt ?? from, ...(queue.changes ?? []).map(({ at }) => at)];
  const instants = [from, to, ...changes.filter((at) => from < at && at < to)];
  return new Set(instants.map((at) => queueAt(queue, at)?.state ?? null));
}

/** Whether a queue was listed all the time between two instants. */
export function isListed(queue: EmulatedQueue, from: number, to: number): boolean {
  return !queueStates(queue, from, to).has(null);
}
