/** The queues of a scenario with what a seed adds to them: ids, and times before the night. */

import type { EmulatedNotify, EmulatedQueue, EmulatedQueueChange } from "../world.ts";
import { instantOfNight, type NightTimes } from "./night-times.ts";
import { type Pause, pausesOf, type StateChange } from "./pauses.ts";
import type { QueueEvent } from "./queue-events.ts";
import { createRandom, stableHex } from "./random.ts";
import type { Scenario, ScenarioBucket, ScenarioCallback, ScenarioQueue } from "./scenario.ts";

const dayMs = 86_400_000;

export interface PlannedQueue {
  readonly bucket: ScenarioBucket;
  readonly settings: ScenarioQueue;
  /** In order of time. */
  readonly pauses: readonly Pause[];
  readonly emulated: Omit<EmulatedQueue, "jobs">;
}

export interface QueuesRequest {
  /** Of the only night, or of the first. */
  readonly scenario: Scenario;
  readonly times: NightTimes;
  /** In order of time. */
  readonly events: readonly QueueEvent[];
  readonly seed: number;
}

export function planQueues(request: QueuesRequest): readonly PlannedQueue[] {
  return request.scenario.buckets.flatMap((bucket) =>
    bucket.queues.map((settings) => planQueue(bucket, settings, request)),
  );
}

/** Between one and two years before the night; the same for the same name. */
export function createdBefore(nightFrom: number, seed: number, name: string): number {
  return nightFrom - (365 + createRandom(seed, name).below(365)) * dayMs;
}

/** Whether jobs can be created in it. */
export function isThere({ emulated: { createdAt, deletedAt } }: PlannedQueue, instant: number): boolean {
  return instant >= createdAt && (deletedAt === undefined || instant < deletedAt);
}

function planQueue(bucket: ScenarioBucket, settings: ScenarioQueue, request: QueuesRequest): PlannedQueue {
  const { scenario, times, seed } = request;
  const name = `queue/${bucket.name}/${settings.name}`;
  const events = request.events.filter(({ queue }) => queue === settings.name);
  const pausedAt = pauseOf(settings, scenario, times.from - dayMs);
  const createdAt = events.find(({ exists }) => exists === true)?.at ?? createdBefore(times.from, seed, name);
  const deletedAt = events.find(({ exists }) => exists === false)?.at;
  const changes = events.flatMap(changeOf);
  const emulated = {
    queueId: settings.id ?? `p${stableHex(seed, name, 32)}`,
    name: settings.name,
    state: settings.state,
    maxSize: settings.maxSize,
    maxConcurrent: settings.maxConcurrent,
    createdAt,
    updatedAt: pausedAt ?? createdAt,
    notify: notifyOf(settings.callback),
    ...(changes.length > 0 && { changes }),
    ...(deletedAt !== undefined && { deletedAt }),
  };
  const first: StateChange[] = pausedAt === null ? [] : [{ at: pausedAt, state: "Paused" }];
  const later = events.flatMap(({ at, state }) => (state ? [{ at, state }] : []));
  return { bucket, settings, pauses: pausesOf([...first, ...later]), emulated };
}

/** Null: it is active at first. */
function pauseOf({ state, pausedAt }: ScenarioQueue, scenario: Scenario, longAgo: number): number | null {
  if (state === "Active") return null;
  return pausedAt === null ? longAgo : instantOfNight(scenario, pausedAt);
}

/** Nothing, when the event only creates or deletes the queue. */
function changeOf({ queue, at, exists, callback, ...change }: QueueEvent): readonly EmulatedQueueChange[] {
  if (callback === undefined) return Object.keys(change).length > 0 ? [{ at, ...change }] : [];
  return [{ at, ...change, notify: notifyOf(callback) }];
}

function notifyOf(callback: ScenarioCallback | null): EmulatedNotify {
  return callback === null
    ? { state: "Off", url: "", event: "", type: "", resultFormat: "" }
    : { state: "On", ...callback };
}
