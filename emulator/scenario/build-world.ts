/**
 * From a scenario and a seed to the emulated cloud's content.
 *
 * The same scenario and seed give the same world on every machine. Each step draws from its own stream of
 * chance, so that a change of failures leaves the times of the jobs as they were.
 */

import type { EmulatedBucket, EmulatedJob, World } from "../world.ts";
import { type Arrival, arrivalsOfNight, arrivalsOutside } from "./arrivals.ts";
import { assignFates, type Fate, fateOutside } from "./fates.ts";
import { createJobFactory } from "./job-factory.ts";
import { type NightTimes, nightTimes } from "./night-times.ts";
import { createdBefore, type PlannedQueue, planQueues } from "./planned-queues.ts";
import { createRandom } from "./random.ts";
import type { Scenario, ScenarioBucket } from "./scenario.ts";

interface PlannedJob {
  readonly arrival: Arrival;
  readonly fate: Fate;
}

export function buildWorld(scenario: Scenario, seed: number): World {
  const times = nightTimes(scenario);
  const queues = planQueues(scenario, times, seed);
  const jobs = jobsByQueue(planJobs(scenario, times, queues, seed), seed);
  const createBucket = ({ name, region, queues: settings }: ScenarioBucket): EmulatedBucket => ({
    name,
    region,
    createdAt: createdBefore(times.from - 365 * 86_400_000, seed, `bucket/${name}`),
    queues: queues
      .filter((queue) => settings.includes(queue.settings))
      .map((queue) => ({ ...queue.emulated, jobs: jobs.get(queue) ?? [] })),
  });
  return { buckets: scenario.buckets.map(createBucket) };
}

/** In order of creation. */
function planJobs(
  scenario: Scenario,
  times: NightTimes,
  queues: readonly PlannedQueue[],
  seed: number,
): readonly PlannedJob[] {
  const random = createRandom(seed, "fates");
  const ofNight = arrivalsOfNight(scenario, times, queues, seed);
  const fates = assignFates(ofNight, scenario, random);
  const planned = ofNight.map((arrival, index) => ({ arrival, fate: fates[index] as Fate }));
  const outside = arrivalsOutside(scenario, times, queues, seed).map((arrival) => ({
    arrival,
    fate: fateOutside(arrival, scenario, random),
  }));
  return [...planned, ...outside].sort((one, other) => one.arrival.createdAt - other.arrival.createdAt);
}

function jobsByQueue(planned: readonly PlannedJob[], seed: number): ReadonlyMap<PlannedQueue, readonly EmulatedJob[]> {
  const createJob = createJobFactory(seed);
  const jobs = new Map<PlannedQueue, EmulatedJob[]>();
  for (const { arrival, fate } of planned) {
    const ofQueue = jobs.get(arrival.queue) ?? [];
    ofQueue.push(createJob(arrival, fate));
    jobs.set(arrival.queue, ofQueue);
  }
  return jobs;
}
