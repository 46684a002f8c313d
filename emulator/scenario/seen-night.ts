/** One night of a series as its audit sees it: its listed jobs and queues, each as it is when the clock stands at `now`. */

import type { VerdictName } from "../../lib/core/verdict.ts";
import { usualBehaviour } from "../ci/behaviour.ts";
import { isForgotten } from "../ci/job-state.ts";
import { type QueueView, queueAt } from "../ci/queue-at.ts";
import type { EmulatedBucket, EmulatedQueue, World } from "../world.ts";
import { nightTimes } from "./night-times.ts";
import type { TruthScope } from "./night-truth.ts";
import { type Judgement, type ObservedJob, stateOf, verdictOf } from "./observe.ts";
import type { Scenario } from "./scenario.ts";

export interface SeenJob extends ObservedJob {
  readonly scope: TruthScope;
  readonly state: string;
  /** Null until it happens. */
  readonly startedAt: number | null;
  readonly verdict: VerdictName | null;
}

export interface SeenNight {
  readonly night: string;
  readonly now: number;
  readonly judgement: Judgement;
  readonly jobs: readonly SeenJob[];
  /** Those that are listed, by id. */
  readonly queues: ReadonlyMap<string, QueueView>;
  /** How many tags the service knows: a queue has a scope for each. */
  readonly tags: number;
}

export function seeNight(scenario: Scenario, world: World): SeenNight {
  const { from, to, asOf, now } = nightTimes(scenario);
  const judgement = { asOf, ...scenario.stuck };
  const listed = listedQueues(world, now);
  const jobs = listed.flatMap(({ bucket, queue }) =>
    queue.jobs
      .filter((job) => job.createdAt >= from && job.createdAt < to && !isForgotten(job, now))
      .map((job) => seeJob({ job, queue, scope: scopeOf(bucket, queue, job.tag) }, now, judgement)),
  );
  const queues = new Map(listed.map(({ queue, view }) => [queue.queueId, view]));
  return { night: scenario.night, now, judgement, jobs, queues, tags: countTags(scenario) };
}

function listedQueues({ buckets }: World, now: number) {
  const placed = buckets.flatMap((bucket) => bucket.queues.map((queue) => ({ bucket, queue })));
  return placed.flatMap(({ bucket, queue }) => {
    const view = queueAt(queue, now);
    return view === null ? [] : [{ bucket, queue, view }];
  });
}

function countTags({ service, tags }: Scenario): number {
  return service.tags?.length ?? new Set([...usualBehaviour.tags, ...Object.keys(tags)]).size;
}

/** Seen at `now`, judged at the judgement's instant. */
export function seeJob(
  { job, queue, scope }: ObservedJob & Pick<SeenJob, "scope">,
  now: number,
  judgement: Judgement,
): SeenJob {
  const state = stateOf({ job, queue }, now);
  const startedAt = job.startedAt !== null && job.startedAt <= now ? job.startedAt : null;
  return { job, queue, scope, state, startedAt, verdict: verdictOf(job, state, judgement) };
}

function scopeOf({ region, name }: EmulatedBucket, { queueId }: EmulatedQueue, tag: string): TruthScope {
  return { region, bucket: name, queueId, tag };
}
