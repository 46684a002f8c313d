/** All jobs of one night and of the hours around it. Each step draws from a stream of chance of its own. */

import type { EmulatedJob } from "../world.ts";
import { type Arrival, arrivalsOfNight, arrivalsOutside } from "./arrivals.ts";
import { assignFates, type Fate, fateOutside } from "./fates.ts";
import { createJobFactory } from "./job-factory.ts";
import type { NightPlan } from "./night-plan.ts";
import type { PlannedQueue } from "./planned-queues.ts";

export interface PlacedJob {
  readonly queue: PlannedQueue;
  readonly job: EmulatedJob;
}

interface PlannedJob {
  readonly arrival: Arrival;
  readonly fate: Fate;
}

/** In order of creation. */
export function buildNight(plan: NightPlan): readonly PlacedJob[] {
  const createJob = createJobFactory(plan);
  return planJobs(plan).map(({ arrival, fate }) => ({ queue: arrival.queue, job: createJob(arrival, fate) }));
}

function planJobs(plan: NightPlan): readonly PlannedJob[] {
  const { scenario } = plan;
  const random = plan.chance("fates");
  const ofNight = arrivalsOfNight(plan);
  const fates = assignFates(ofNight, scenario, random);
  const planned = ofNight.map((arrival, index) => ({ arrival, fate: fates[index] as Fate }));
  const outside = arrivalsOutside(plan).map((arrival) => ({
    arrival,
    fate: fateOutside(arrival, scenario, random),
  }));
  return [...planned, ...outside].sort((one, other) => one.arrival.createdAt - other.arrival.createdAt);
}
