/**
 * Arrivals: when jobs are created, where, and how long each will wait and run if nothing goes wrong.
 *
 * Times are whole seconds, as the wire tells them. Waits and runs follow a fourth power: most are short, few are long.
 */

import type { NightPlan } from "./night-plan.ts";
import { instantOfNight, type NightTimes } from "./night-times.ts";
import { isThere, type PlannedQueue } from "./planned-queues.ts";
import type { Random } from "./random.ts";
import type { Scenario } from "./scenario.ts";
import { pickWeighted, shareOut, type Weighted } from "./weighted.ts";

const secondMs = 1000;
const hourMs = 3_600_000;

export interface Arrival {
  readonly queue: PlannedQueue;
  readonly tag: string;
  readonly createdAt: number;
  readonly waitMs: number;
  readonly runMs: number;
}

/** Null leaves the choice to the weights. */
interface Placement {
  readonly at: number;
  readonly queue: string | null;
  readonly tag: string | null;
}

interface Choices {
  readonly byName: ReadonlyMap<string | null, PlannedQueue>;
  readonly queues: readonly Weighted<PlannedQueue>[];
  readonly tags: readonly Weighted<string>[];
  readonly durations: Scenario["durations"];
}

/** The jobs of the night, in no order. */
export function arrivalsOfNight({ scenario, times, queues, chance }: NightPlan): readonly Arrival[] {
  const random = chance("arrivals");
  const choices = choicesOf(scenario, queues);
  const placed = [...burstPlacements(scenario), ...edges(scenario.traffic.onTheHour, times).map(anywhere)];
  const rest = spread(scenario.traffic.hours, scenario.jobs - placed.length, times, random).map(anywhere);
  return [...placed, ...rest].map((placement) => arrive(placement, choices, random));
}

/** Jobs of the last seconds and hours before the night and of the first after it. */
export function arrivalsOutside({ scenario, times, queues, chance }: NightPlan): readonly Arrival[] {
  const random = chance("outside");
  const choices = choicesOf(scenario, queues);
  const { waitUpTo, runUpTo } = scenario.durations;
  const endsInTime = times.asOf - waitUpTo - runUpTo;
  const before = around(times.from - secondMs, [times.from - 6 * hourMs, times.from], scenario.outside.before, random);
  const after = around(times.to, [times.to, Math.max(endsInTime, times.to + secondMs)], scenario.outside.after, random);
  return [...before, ...after].map((at) => arrive(anywhere(at), choices, random));
}

function burstPlacements(scenario: Scenario): readonly Placement[] {
  return scenario.traffic.bursts.flatMap(({ at, jobs, queue, tag }) => {
    const placement = { at: instantOfNight(scenario, at), queue, tag };
    return new Array<Placement>(jobs).fill(placement);
  });
}

function anywhere(at: number): Placement {
  return { at, queue: null, tag: null };
}

/** First seconds of hours, and the last second of the night, in turn. */
function edges(count: number, { from, to }: NightTimes): readonly number[] {
  const hours = Array.from({ length: Math.ceil((to - from) / hourMs) }, (_, hour) => from + hour * hourMs);
  const instants = [...hours, to - secondMs];
  return Array.from({ length: count }, (_, index) => instants[index % instants.length] as number);
}

function spread(
  weights: readonly number[],
  count: number,
  { from, to }: NightTimes,
  random: Random,
): readonly number[] {
  const partMs = (to - from) / weights.length;
  return shareOut(count, weights).flatMap((jobs, part) =>
    Array.from({ length: jobs }, () => secondWithin([from + part * partMs, from + (part + 1) * partMs], random)),
  );
}

/** `count` instants: the first is `edge`, the others lie anywhere in the span. */
function around(edge: number, span: readonly [number, number], count: number, random: Random): readonly number[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? edge : secondWithin(span, random)));
}

function secondWithin([from, to]: readonly [number, number], random: Random): number {
  return from + random.below((to - from) / secondMs) * secondMs;
}

function arrive({ at, queue, tag }: Placement, choices: Choices, random: Random): Arrival {
  return {
    queue: choices.byName.get(queue) ?? pickWeighted(random, queuesThere(choices, at)),
    tag: tag ?? pickWeighted(random, choices.tags),
    createdAt: at,
    ...lengthsOf(choices.durations, random),
  };
}

export function lengthsOf({ waitUpTo, runUpTo }: Scenario["durations"], random: Random) {
  return { waitMs: skewed(waitUpTo, random), runMs: secondMs + skewed(runUpTo - secondMs, random) };
}

function queuesThere({ queues }: Choices, instant: number): readonly Weighted<PlannedQueue>[] {
  return queues.filter(({ value }) => isThere(value, instant));
}

function choicesOf(scenario: Scenario, queues: readonly PlannedQueue[]): Choices {
  return {
    byName: new Map(queues.map((queue) => [queue.settings.name, queue])),
    queues: queues.map((queue) => ({ value: queue, weight: queue.settings.weight })),
    tags: Object.entries(scenario.tags).map(([value, weight]) => ({ value, weight })),
    durations: scenario.durations,
  };
}

/** Whole seconds from 0 to `longestMs`; half of them below a sixteenth of it. */
function skewed(longestMs: number, random: Random): number {
  const part = random.fraction();
  return Math.floor((part * part * part * part * longestMs) / secondMs) * secondMs;
}
