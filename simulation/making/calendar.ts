/** Which nights a plan is about: ordinary ones, and those around a change of clocks or of the calendar itself. */

import type { Random } from "../../emulator/scenario/random.ts";
import { pickWeighted } from "../../emulator/scenario/weighted.ts";
import { localDay, shiftDate } from "../local-day.ts";
import type { Span } from "../span.ts";

export interface Calendar {
  readonly timeZone: string;
  /** Dates of the nights that have jobs, in their order. */
  readonly nights: readonly string[];
}

/** A date in the middle of the plan's nights; clocks change on it. */
const changes: readonly (readonly [timeZone: string, date: string])[] = [
  ["Europe/Berlin", "2026-03-29"],
  ["Europe/Berlin", "2025-10-26"],
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2025-11-02"],
  ["Australia/Lord_Howe", "2026-04-05"],
  ["Australia/Lord_Howe", "2025-10-05"],
  ["Pacific/Chatham", "2026-04-05"],
  // The day begins an hour late, or ends with an hour that comes twice.
  ["Africa/Cairo", "2025-04-25"],
  ["Africa/Cairo", "2025-10-30"],
  ["America/Sao_Paulo", "2018-11-04"],
  ["America/Sao_Paulo", "2018-02-17"],
  ["America/Havana", "2025-11-02"],
  // A date that the calendar leaves out.
  ["Pacific/Apia", "2011-12-30"],
];

const ordinary = ["Asia/Shanghai", "Asia/Shanghai", "UTC", "Asia/Kathmandu", "Europe/Berlin", "America/New_York"];

export function drawCalendar(random: Random): Calendar {
  const count = pickWeighted(random, [
    { value: 2, weight: 4 },
    { value: 3, weight: 4 },
    { value: 4, weight: 2 },
    { value: 5, weight: 1 },
  ]);
  const [timeZone, middle] = random.below(3) === 0 ? random.pick(changes) : ordinaryDay(random);
  const first = shiftDate(middle, -random.below(count));
  return { timeZone, nights: Array.from({ length: count }, (_, index) => shiftDate(first, index)) };
}

function ordinaryDay(random: Random): readonly [string, string] {
  return [random.pick(ordinary), shiftDate("2026-01-10", random.below(60))];
}

export function spanOf({ timeZone, nights }: Calendar): Span {
  const spans = nights.map((night) => localDay(night, timeZone));
  return { from: spans[0]?.from ?? 0, to: spans.at(-1)?.to ?? 0 };
}
