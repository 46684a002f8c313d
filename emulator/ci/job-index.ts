/**
 * The world's jobs, ready to be listed: by queue and tag in order of creation, so that a span is found by halving.
 */

import { type EmulatedBucket, type EmulatedJob, type EmulatedQueue, isServed, type World } from "../world.ts";

export interface IndexedQueue {
  readonly queue: EmulatedQueue;
  readonly byTag: ReadonlyMap<string, readonly EmulatedJob[]>;
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
      return byId.get(jobId);
    },
  };
}

function groupByTag(queue: EmulatedQueue): ReadonlyMap<string, readonly EmulatedJob[]> {
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
  return byTag;
}

/** The first index whose job was created at `ms` or later. */
export function firstAtOrAfter(jobs: readonly EmulatedJob[], ms: number): number {
  let low = 0;
  let high = jobs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((jobs[middle] as EmulatedJob).createdAt < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
