/**
 * From a scenario and a seed to the emulated cloud's content.
 *
 * The same scenario and seed give the same world on every machine. Each step draws from its own stream of
 * chance, so that a change of failures leaves the times of the jobs as they were.
 */

import type { EmulatedBucket, EmulatedJob, World } from "../world.ts";
import { buildNight, type PlacedJob } from "./build-night.ts";
import { nightTimes } from "./night-times.ts";
import { createdBefore, type PlannedQueue, planQueues } from "./planned-queues.ts";
import { createRandom } from "./random.ts";
import type { Scenario, ScenarioBucket } from "./scenario.ts";

export function buildWorld(scenario: Scenario, seed: number): World {
  const times = nightTimes(scenario);
  const queues = planQueues({ scenario, times, events: [], seed });
  const chance = (name: string) => createRandom(seed, name);
  const placed = buildNight({ scenario, times, queues, chance, seed, ownKeys: false });
  return { buckets: fillBuckets(scenario, { queues, placed, seed }) };
}

export interface BucketsContent {
  readonly queues: readonly PlannedQueue[];
  /** In order of creation. */
  readonly placed: readonly PlacedJob[];
  readonly seed: number;
}

/** `scenario` is that of the only night, or of the first. */
export function fillBuckets(scenario: Scenario, { queues, placed, seed }: BucketsContent): readonly EmulatedBucket[] {
  const { from } = nightTimes(scenario);
  const jobs = jobsByQueue(placed);
  return scenario.buckets.map(({ name, region, queues: settings }: ScenarioBucket) => ({
    name,
    region,
    createdAt: createdBefore(from - 365 * 86_400_000, seed, `bucket/${name}`),
    queues: queues
      .filter((queue) => settings.includes(queue.settings))
      .map((queue) => ({ ...queue.emulated, jobs: jobs.get(queue) ?? [] })),
  }));
}

function jobsByQueue(placed: readonly PlacedJob[]): ReadonlyMap<PlannedQueue, readonly EmulatedJob[]> {
  const jobs = new Map<PlannedQueue, EmulatedJob[]>();
  for (const { queue, job } of placed) {
    const ofQueue = jobs.get(queue);
    if (ofQueue) ofQueue.push(job);
    else jobs.set(queue, [job]);
  }
  return jobs;
}
