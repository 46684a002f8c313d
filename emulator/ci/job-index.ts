/**
 * The world's jobs, ready to be listed: by queue and tag in order of creation, so that a span is found by halving.
 */

import {
  type EmulatedBucket,
  type EmulatedJob,
  type EmulatedQueue,
  isServed,
  type JobList,
  type World,
} from "../world.ts";

export interface IndexedQueue {
  readonly queue: EmulatedQueue;
  readonly byTag: ReadonlyMap<string, JobList>;
}

interface FoundJob {
  readonly queue: EmulatedQueue;
  readonly job: EmulatedJob;
}

export interface IndexedBucket {
  readonly bucket: EmulatedBucket;
  readonly queues: ReadonlyMap<string, IndexedQueue>;
  readonly findJob: (jobId: string) => FoundJob | undefined;
}

/** By `region/name`. Throws `RangeError` when a queue's jobs are not in order of creation. */
export function indexWorld(world: World): ReadonlyMap<string, IndexedBucket> {
  return new Map(world.buckets.map((bucket) => [`${bucket.region}/${bucket.name}`, indexBucket(asServed(bucket))]));
}

function asServed(bucket: EmulatedBucket): EmulatedBucket {
  return isServed(bucket) ? bucket : { ...bucket, queues: [] };
}

function indexBucket(bucket: EmulatedBucket): IndexedBucket {
  let byId: ReadonlyMap<string, FoundJob> | undefined;
  return {
    bucket,
    queues: new Map(bucket.queues.map((queue) => [queue.queueId, { queue, byTag: groupByTag(queue) }])),
    findJob(jobId) {
      byId ??= new Map(bucket.queues.flatMap((queue) => queue.jobs.map((job) => [job.jobId, { queue, job }])));
      return byId.get(jobId) ?? findMade(bucket, jobId);
    },
  };
}

function findMade({ queues }: EmulatedBucket, jobId: string): FoundJob | undefined {
  for (const queue of queues) {
    for (const made of queue.made ?? []) {
      const job = made.find(jobId);
      if (job) return { queue, job };
    }
  }
  return undefined;
}

function groupByTag(queue: EmulatedQueue): ReadonlyMap<string, JobList> {
  const byTag = new Map<string, EmulatedJob[]>();
  let last = Number.NEGATIVE_INFINITY;
  for (const job of queue.jobs) {
    if (job.createdAt < last) {
      throw new RangeError(`Cannot index queue ${queue.queueId}: job ${job.jobId} is older than the one before it`);
    }
    last = job.createdAt;
    const jobs = byTag.get(job.tag);
    if (jobs) jobs.push(job);
    else byTag.set(job.tag, [job]);
  }
  const stored = [...byTag].map(([tag, jobs]) => [tag, storedJobs(jobs)] as const);
  return new Map([...stored, ...(queue.made ?? []).map((made) => [made.tag, made] as const)]);
}

/** In order of creation. */
export function storedJobs(jobs: readonly EmulatedJob[]): JobList {
  const at = (index: number) => jobs[index] as EmulatedJob;
  return { length: jobs.length, at, createdAt: (index) => at(index).createdAt };
}

/** The first index whose job was created at `ms` or later. */
export function firstAtOrAfter(jobs: JobList, ms: number): number {
  let low = 0;
  let high = jobs.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (jobs.createdAt(middle) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
