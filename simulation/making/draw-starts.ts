/**
 * What reaches the platform and when: a timer for each night that comes in time, late, twice, hours later or not at all.
 * The platform keeps an event for six hours: one that comes later is a dead letter that somebody sends again.
 *
 * The last ones are the timers of later nights, one a night, which nothing disturbs.
 */

import type { Random } from "../../emulator/scenario/random.ts";
import { pickWeighted } from "../../emulator/scenario/weighted.ts";
import { localDay, shiftDate } from "../local-day.ts";
import type { DatedSettings, Start } from "../plan.ts";
import { durationMs, parseSettings } from "../planned-settings.ts";
import { between } from "./draws.ts";

const second = 1000;
const hour = 3_600_000;

export interface StartsWish {
  readonly nights: readonly string[];
  readonly settings: readonly DatedSettings[];
  /** How many later nights have a timer. */
  readonly calmNights: number;
  /** How often a timer of such a night comes. */
  readonly calmTimers: number;
  /** Whether timers come as they should. */
  readonly punctual: boolean;
}

export interface DrawnStarts {
  readonly starts: readonly Start[];
  readonly calmFrom: number;
}

export function drawStarts(random: Random, wish: StartsWish): DrawnStarts {
  const lagMs = random.pick([0, second, 17 * 60 * second, hour, 3 * hour]);
  const timers = wish.nights.map((night) => ({ night, time: dueAt(night, wish.settings) + lagMs }));
  const starts = timers.flatMap((timer, index) =>
    wish.punctual || (index === 0 && random.below(3) > 0) ? [inTime(timer)] : drawTimer(random, timer),
  );
  const lastAt = Math.max(...starts.map(({ at }) => at), ...timers.map(({ time }) => time));
  const calmFrom = lastAt + 4 * hour;
  const last = wish.nights.at(-1) ?? "";
  const calm = Array.from({ length: wish.calmNights + 3 }, (_, index) => shiftDate(last, index + 1))
    .map((night) => ({ night, time: dueAt(night, wish.settings) + lagMs }))
    .filter(({ time }) => time > calmFrom)
    .slice(0, wish.calmNights)
    .flatMap((timer) =>
      Array.from({ length: wish.calmTimers }, (_, index) => ({ ...inTime(timer), at: timer.time + index * hour })),
    );
  const ordered = [...starts, ...calm].sort((a, b) => a.at - b.at);
  return { starts: ordered.map((start, index) => ({ ...start, id: `s${index + 1}` })), calmFrom };
}

interface Timer {
  readonly night: string;
  readonly time: number;
}

type DrawnStart = Omit<Start, "id">;

/** When the night is over and settled, by the settings of then. */
function dueAt(night: string, settings: readonly DatedSettings[]): number {
  const ends = settings.map(({ from, text }) => {
    const { timeZone, settle } = parseSettings(text);
    return { from, due: localDay(night, timeZone).to + durationMs(settle) };
  });
  return (ends.filter(({ from, due }) => due >= from).at(-1) ?? ends.at(-1))?.due ?? 0;
}

function inTime({ time }: Timer): DrawnStart {
  return { function: "audit", at: time, event: timerEvent(time), retries: 2 };
}

function timerEvent(time: number): Start["event"] {
  return { Type: "Timer", TriggerName: "nightly", Time: new Date(time).toISOString(), Message: "" };
}

function drawTimer(random: Random, timer: Timer): readonly DrawnStart[] {
  const usual = inTime(timer);
  const later = (ms: number): DrawnStart => ({ ...usual, at: usual.at + ms });
  const kinds: readonly { readonly weight: number; readonly value: () => readonly DrawnStart[] }[] = [
    { weight: 60, value: () => [usual] },
    { weight: 8, value: () => [usual, later(random.below(60) * second)] },
    { weight: 4, value: () => [usual, usual, later(between(random, 1, 90) * second)] },
    { weight: 6, value: () => [usual, later(between(random, 1, 20) * hour)] },
    { weight: 8, value: () => [] },
    { weight: 6, value: () => [later(between(random, 1, 30) * hour)] },
    { weight: 6, value: () => [usual, inTime({ ...timer, time: timer.time + between(random, 1, 30) * second })] },
    { weight: 4, value: () => [usual, { ...later(2 * hour), event: { date: timer.night } }] },
    { weight: 3, value: () => [usual, { ...later(3 * hour), function: "diff", event: { date: timer.night } }] },
    { weight: 2, value: () => [{ ...usual, retries: 0 }] },
    // Too early: the night is not settled, or not even over.
    { weight: 4, value: () => [inTime({ ...timer, time: timer.time - between(random, 10, 100) * 60_000 }), usual] },
  ];
  return pickWeighted(random, kinds)();
}
