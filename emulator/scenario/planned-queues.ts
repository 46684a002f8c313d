/** The queues of a scenario with what a seed adds to them: ids, and times before the night. */

import type { EmulatedNotify, EmulatedQueue } from "../world.ts";
import { instantOfNight, type NightTimes } from "./night-times.ts";
import { createRandom, stableHex } from "./random.ts";
import type { Scenario, ScenarioBucket, ScenarioQueue } from "./scenario.ts";

const dayMs = 86_400_000;

export interface PlannedQueue {
  readonly bucket: ScenarioBucket;
  readonly settings: ScenarioQueue;
  /** Jobs that have not started by then wait for ever; infinity for an active queue. */
  readonly pausedAt: number;
  readonly emulated: Omit<EmulatedQueue, "jobs">;
}

export function planQueues(scenario: Scenario, times: NightTimes, seed: number): readonly PlannedQueue[] {
  return scenario.buckets.flatMap((bucket) =>
    bucket.queues.map((settings) => {
      const createdAt = createdBefore(times.from, seed, `queue/${bucket.name}/${settings.name}`);
      const pausedAt = pauseOf(settings, scenario, times.from - dayMs);
      return { bucket, settings, pausedAt, emulated: emulatedQueue({ bucket, settings, createdAt, pausedAt }, seed) };
    }),
  );
}

/** Between one and two years before the night; the same for the same name. */
export function createdBefore(nightFrom: number, seed: number, name: string): number {
  return nightFrom - (365 + createRandom(seed, name).below(365)) * dayMs;
}

function emulatedQueue(queue: Omit<PlannedQueue, "emulated"> & { readonly createdAt: number }, seed: number) {
  const { bucket, settings, createdAt, pausedAt } = queue;
  return {
    queueId: settings.id ?? `p${stableHex(seed, `queue/${bucket.name}/${settings.name}`, 32)}`,
    name: settings.name,
    state: settings.state,
    maxSize: settings.maxSize,
    maxConcurrent: settings.maxConcurrent,
    createdAt,
    updatedAt: settings.state === "Paused" ? pausedAt : createdAt,
    notify: notifyOf(settings),
  };
}

function pauseOf({ state, pausedAt }: ScenarioQueue, scenario: Scenario, longAgo: number): number {
  if (state === "Active") return Number.POSITIVE_INFINITY;
  return pausedAt === null ? longAgo : instantOfNight(scenario, pausedAt);
}

function notifyOf({ callback }: ScenarioQueue): EmulatedNotify {
  return callback === null
    ? { state: "Off", url: "", event: "", type: "", resultFormat: "" }
    : { state: "On", ...callback };
}
