/**
 * What a seed decides: everything. The same seed gives the same plan on every machine.
 *
 * Most plans mix several troubles and have few jobs; some have none of either, and some are extreme in one way.
 */

import { createRandom, type Random } from "../emulator/scenario/random.ts";
import { pickWeighted } from "../emulator/scenario/weighted.ts";
import { localDay } from "./local-day.ts";
import { type Calendar, drawCalendar, spanOf } from "./making/calendar.ts";
import { drawBehaviour } from "./making/draw-behaviour.ts";
import { drawDisturbances } from "./making/draw-disturbances.ts";
import { drawInstances } from "./making/draw-instances.ts";
import { changeSettings, drawLearning, drawRetryLookups, drawSettings } from "./making/draw-settings.ts";
import { drawStarts } from "./making/draw-starts.ts";
import { drawWorld } from "./making/draw-world.ts";
import { chance } from "./making/draws.ts";
import { narrow } from "./making/narrow.ts";
import type { DatedSettings, SimulationPlan } from "./plan.ts";
import { durationMs, type PlannedSettings, tagsOf } from "./planned-settings.ts";

const day = 86_400_000;

/** What a plan is like as a whole. */
interface Character {
  /** Nothing goes wrong. */
  readonly calm: boolean;
  readonly still: boolean;
  /** A night takes longer than an invocation may. */
  readonly tight: boolean;
  /** The service forgets jobs that nobody has read yet, if the runs come late. */
  readonly forgetful: boolean;
  /** The service is slow, and runs are killed while they wait for it. */
  readonly interrupted: boolean;
}

const ordinary: Character = { calm: false, still: false, tight: false, forgetful: false, interrupted: false };

function drawCharacter(random: Random): Character {
  return pickWeighted(random, [
    { value: ordinary, weight: 60 },
    { value: { ...ordinary, calm: true }, weight: 8 },
    { value: { ...ordinary, still: true }, weight: 14 },
    { value: { ...ordinary, tight: true }, weight: 6 },
    { value: { ...ordinary, forgetful: true }, weight: 12 },
    { value: { ...ordinary, interrupted: true }, weight: 10 },
  ]);
}

export function makePlan(seed: number): SimulationPlan {
  const part = (label: string) => createRandom(seed, label);
  const character = drawCharacter(part("character"));
  const calendar = shorten(drawCalendar(part("calendar")), character);
  const retention = drawRetention(part("retention"), character);
  const settings = datedSettings(part, calendar, retention);
  const { starts, calmFrom } = drawStarts(part("starts"), {
    nights: calendar.nights,
    settings,
    calmNights: 2,
    calmTimers: character.tight ? 6 : 1,
    punctual: character.calm || character.still,
  });
  const first = parsedFirst(settings);
  const runs = starts.map(({ at }) => at);
  const { world, secrets } = drawWorld(part("world"), {
    regions: first.regions,
    span: spanOf(calendar),
    runs,
    still: character.still,
    tags: tagsOf(first),
    moments: momentsOf(calendar, first),
  });
  const behaviour = drawBehaviour(part("behaviour"), {
    world,
    tags: tagsOf(first),
    lookupIds: first.lookupIds,
    retentionMs: retention.retentionMs,
  });
  const disturbances = drawDisturbances(part("disturbances"), {
    starts: character.calm ? [] : starts.filter(({ at }) => at < calmFrom),
    calmFrom,
    jobIds: world.buckets.flatMap(({ queues }) => queues.flatMap(({ jobs }) => jobs.map(({ jobId }) => jobId))),
    gentle: behaviour.pages?.inversions === "across-seconds",
    interrupted: character.interrupted,
  });
  const instances = drawInstances(part, { starts, calmFrom, calm: character.calm });
  return {
    seed,
    settings: narrow(part("narrow"), settings, world).map(({ from, text }) => ({
      from,
      text: instances.settings(text),
    })),
    world,
    behaviour,
    latencyMs: drawLatency(part("latency"), character),
    starts: instances.starts,
    disturbances: [...disturbances, ...instances.disturbances],
    timeLimitMs: character.tight ? part("limit").pick([240_000, 300_000, 420_000]) : 900_000,
    calmFrom,
    still: character.still,
    store: drawStore(part("store")),
    secrets,
  };
}

/** Slow nights cost many exchanges. */
function shorten(calendar: Calendar, { tight }: Character): Calendar {
  return tight ? { ...calendar, nights: calendar.nights.slice(0, 2) } : calendar;
}

interface Retention {
  readonly retentionMs: number | null;
  readonly assumedRetention: string;
}

/** What is assumed is never longer than what is true: else nobody can tell that something is missing. */
function drawRetention(random: Random, { forgetful }: Character): Retention {
  if (!forgetful) return { retentionMs: null, assumedRetention: random.pick(["3d", "7d", "30d"]) };
  const days = random.pick([1.5, 2, 3]);
  return { retentionMs: days * day, assumedRetention: random.pick(["1d", "30h", "36h"]) };
}

function datedSettings(
  part: (label: string) => Random,
  calendar: Calendar,
  { assumedRetention }: Retention,
): readonly DatedSettings[] {
  const random = part("settings");
  const lookupIds = random.pick([1, 1, 10] as const);
  const first = withLearning(part("learning"), {
    ...drawSettings(random, calendar.timeZone),
    ...{ assumedRetention, lookupIds, maxRetryLookups: drawRetryLookups(part("retries")) },
  });
  const dated = [{ from: 0, text: JSON.stringify(first) }];
  if (!chance(random, 25)) return dated;
  const { from, to } = spanOf(calendar);
  const changed = { ...changeSettings(random, first), assumedRetention, lookupIds };
  return [...dated, { from: from + Math.floor(random.fraction() * (to + day - from)), text: JSON.stringify(changed) }];
}

function withLearning(random: Random, settings: PlannedSettings): PlannedSettings {
  const learned = drawLearning(random);
  return learned === null ? settings : { ...settings, stuck: { ...settings.stuck, learned } };
}

function parsedFirst([first]: readonly DatedSettings[]): PlannedSettings {
  return JSON.parse(first?.text ?? "{}") as PlannedSettings;
}

function momentsOf({ nights, timeZone }: Calendar, { window, stuck, settle }: PlannedSettings) {
  return {
    nights: nights.map((night) => localDay(night, timeZone)).filter(({ from, to }) => from < to),
    windowMs: durationMs(window),
    stuckMs: durationMs(stuck.queuedAfter),
    settleMs: durationMs(settle),
  };
}

function drawStore(random: Random): NonNullable<SimulationPlan["store"]> {
  return { versioning: chance(random, 30) ? "enabled" : "never", listDelayMs: random.pick([0, 60_000, 900_000]) };
}

function drawLatency(random: Random, { tight, interrupted }: Character): readonly [number, number] {
  if (interrupted) return [500, random.pick([3000, 6000])];
  if (tight)
    return random.pick([
      [300, 3000],
      [500, 2500],
    ] as const);
  return random.pick([
    [1, 30],
    [1, 30],
    [5, 200],
    [0, 0],
    [100, 1500],
  ] as const);
}
