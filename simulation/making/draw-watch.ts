/**
 * The watchdog, in some plans: a timer of its own some time after each night's, and what it needs in the settings. Apart
 * from the rest, so that a plan without it is the same as ever.
 */

import type { Random } from "../../emulator/scenario/random.ts";
import type { Disturbance, Start } from "../plan.ts";
import { type PlannedSettings, parseSettings } from "../planned-settings.ts";
import { byMagnitude, chance } from "./draws.ts";

const auditFunction = { function: "job-audit-audit", region: "ap-chongqing" } as const;
const minute = 60_000;
const hour = 60 * minute;

export interface DrawnWatch {
  readonly watchdog: Required<Pick<PlannedSettings, "watchdog">>["watchdog"];
  readonly starts: readonly Start[];
  readonly kills: readonly Disturbance[];
}

export interface WatchWish {
  /** Of plans that are watched. */
  readonly percent: number;
  /** Among which the timers are that it comes after. */
  readonly starts: readonly Start[];
  /** Before then its looks may be killed; null: none is. */
  readonly killedUntil: number | null;
}

/** Null: nobody watches. */
export function drawWatch(random: Random, { percent, starts, killedUntil }: WatchWish): DrawnWatch | null {
  if (!chance(random, percent)) return null;
  const watchdog = { grace: random.pick(["0s", "1h", "4h"]), silence: random.pick(["5m", "20m", "20m", "1h"]) };
  const after = random.pick([[90 * minute], [2 * hour, 5 * hour], [30 * minute, 2 * hour, 4 * hour]]);
  const nights = [...new Set(starts.flatMap(({ event }) => event["Time"] ?? []))].map((time) =>
    Date.parse(String(time)),
  );
  const looks = nights
    .flatMap((time) => after.map((ms) => lookAt(time + ms)))
    .sort((a, b) => a.at - b.at)
    .map((look, index) => ({ ...look, id: `w${index + 1}` }));
  const mortal = looks.filter(({ at }) => killedUntil !== null && at < killedUntil);
  return { watchdog, starts: looks, kills: mortal.flatMap((look) => drawKill(random, look)) };
}

function lookAt(at: number): Omit<Start, "id"> {
  const event = { Type: "Timer", TriggerName: "watchdog", Time: new Date(at).toISOString(), Message: "" };
  return { function: "watchdog", at, event, retries: 2 };
}

function drawKill(random: Random, { id }: Start): readonly Disturbance[] {
  if (!chance(random, 15)) return [];
  const when = random.pick(["before", "after"] as const);
  return [{ id: `k${id}`, kind: "kill", start: id, attempt: 0, effect: byMagnitude(random, 120), when }];
}

export function withWatch(text: string, { watchdog }: DrawnWatch): string {
  const settings = parseSettings(text);
  return JSON.stringify({ ...settings, functions: { ...settings.functions, audit: auditFunction }, watchdog });
}

/** In the order of time; of one time, those that were there first. */
export function withLooks(starts: readonly Start[], { starts: looks }: DrawnWatch): readonly Start[] {
  return [...starts, ...looks].sort((a, b) => a.at - b.at);
}
