/**
 * When a timer fires next. No page of the vendor's function platform says in which time zone its expressions are; the
 * pages on CloudBase, which runs on it, have UTC+8, and so has this.
 */

import { type Cron, isDayOf, readCron } from "../lib/core/timer-cron.ts";

const dayMs = 86_400_000;
const zoneMs = 8 * 3_600_000;
/** As long as the 29th of February may be away. */
const mostDays = 8 * 366;

/** `2026-11-24 02:30:00 UTC+8`, after `now`; null: not within years, or the expression is none. */
export function nextFiring(cron: string, now: number): string | null {
  const fields = readCron(cron);
  if (fields === null) return null;
  const local = Math.floor(now / 1000) * 1000 + zoneMs + 1000;
  for (let day = Math.floor(local / dayMs), from = local % dayMs, days = 0; days < mostDays; day += 1, days += 1) {
    const time = isDayOf(fields, new Date(day * dayMs)) ? timeOfDay(fields, from / 1000) : null;
    if (time !== null)
      return `${new Date(day * dayMs + time * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC+8`;
    from = 0;
  }
  return null;
}

/** Seconds of the day, `from` or later. */
function timeOfDay({ hours, minutes, seconds }: Cron, from: number): number | null {
  for (const h of hours) {
    if (h * 3600 + 3599 < from) continue;
    for (const m of minutes) {
      if (h * 3600 + m * 60 + 59 < from) continue;
      const s = seconds.find((each) => h * 3600 + m * 60 + each >= from);
      if (s !== undefined) return h * 3600 + m * 60 + s;
    }
  }
  return null;
}
