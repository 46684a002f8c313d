/**
 * Local days by the time zones' own data, for the plan and the oracle: neither shares the audit's arithmetic.
 *
 * A day is the time in which the zone's calendar tells its date; one that the calendar leaves out is empty.
 */

import type { Span } from "./span.ts";

const dayMs = 86_400_000;

/** By the second, in epoch milliseconds. */
export function localDay(date: string, timeZone: string): Span {
  return { from: firstInstant(date, timeZone), to: firstInstant(shiftDate(date, 1), timeZone) };
}

/** The first second at which the calendar has come to `date` or is behind it. */
function firstInstant(date: string, timeZone: string): number {
  const noon = Date.parse(`${date}T00:00:00Z`);
  let before = noon - 2 * dayMs;
  let after = noon + 2 * dayMs;
  while (after - before > 1000) {
    const middle = before + Math.floor((after - before) / 2000) * 1000;
    if (dateAt(middle, timeZone) >= date) after = middle;
    else before = middle;
  }
  return after;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar's date in the zone, `2026-11-21`. */
export function dateAt(ms: number, timeZone: string): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
  formats.set(timeZone, format);
  return format.format(ms);
}

export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}
