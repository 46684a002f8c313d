/**
 * Nights: local calendar days, named by their date, and the span of time each one audits.
 *
 * Days are as long as the zone makes them: 23 or 25 hours when clocks change.
 */

import { TZDate } from "@date-fns/tz";
import { format } from "date-fns/format";
import { isValid } from "date-fns/isValid";
import { parse } from "date-fns/parse";
import { startOfDay } from "date-fns/startOfDay";
import type { Window } from "./window.ts";

const dateForm = "yyyy-MM-dd";

/** Whether the text is a real calendar date in the form `2026-11-21`. */
export function isNightName(text: string): boolean {
  // Stryker disable next-line Regex: what it lets through without the anchor is no date to the parser.
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isValid(parse(text, dateForm, new Date(0)));
}

/**
 * From the first instant of the local day to the first instant of the next. A day that a zone left out, such as
 * 2011-12-30 in Pacific/Apia, is an empty span.
 */
export function nightSpan(night: string, timeZone: string): Window {
  return { from: startOf(night, timeZone), to: startOf(shiftNight(night, 1), timeZone) };
}

function startOf(night: string, timeZone: string): number {
  const noon = parse(`${night} 12`, `${dateForm} HH`, new TZDate(0, timeZone));
  return startOfDay(noon).getTime();
}

/** The night `days` after this one (before it when negative). */
export function shiftNight(night: string, days: number): string {
  const noon = Date.parse(`${night}T12:00:00Z`);
  return new Date(noon + days * 86_400_000).toISOString().slice(0, 10);
}

/** The newest night whose end plus `settleMs` is not after `now`. */
export function lastNightBefore(now: number, timeZone: string, settleMs: number): string {
  const today = format(new TZDate(now - settleMs, timeZone), dateForm);
  return shiftNight(today, -1);
}
