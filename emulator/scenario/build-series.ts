/**
 * From a series and a seed to one world that holds all its nights.
 *
 * Each night draws from streams of chance of its own, so that a change of one leaves the jobs of the others as they
 * were. Only what is meant to last does: queues, and inputs that are tried again.
 */

import type { World } from "../world.ts";
import { buildNight, type PlacedJob } from "./build-night.ts";
import { fillBuckets } from "./build-world.ts";
import type { NightPlan } from "./night-plan.ts";
import { nightTimes } from "./night-times.ts";
import { type PlannedQueue, planQueues } from "./planned-queues.ts";
import { createRandom } from "./random.ts";
import { type NightBefore, retriesOf } from "./retries.ts";
import type { Scenario } from "./scenario.ts";
import type { Series } from "./series.ts";

export function buildSeries({ nights, events }: Series, seed: number): World {
  const scenario = nights[0]?.scenario as Scenario;
  const queues = planQueues({ scenario, times: nightTimes(scenario), events, seed });
  const placed: PlacedJob[] = [];
  let before: NightBefore | null = null;
  for (const night of nights) {
    const plan = planOf(night.scenario, queues, seed);
    const retries: readonly PlacedJob[] = before === null ? [] : retriesOf(before, night.retried, plan);
    before = { times: plan.times, placed: [...buildNight(plan), ...retries] };
    placed.push(...before.placed);
  }
  placed.sort((one, other) => one.job.createdAt - other.job.createdAt);
  return { buckets: fillBuckets(scenario, { queues, placed, seed }) };
}

function planOf(scenario: Scenario, queues: readonly PlannedQueue[], seed: number): NightPlan {
  const chance = (name: string) => createRandom(seed, `${scenario.night}/${name}`);
  return { scenario, times: nightTimes(scenario), queues, chance, seed, ownKeys: true };
}
