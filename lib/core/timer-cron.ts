/**
 * A timer's expression: second, minute, hour, day, month, weekday, year (vendor page "Timer Trigger Description").
 *
 * A day and a weekday that are both given are an "or". L, W and # are not read.
 */

import { TZDate } from "@date-fns/tz";

export interface Cron {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Null: any. */
  readonly days: readonly number[] | null;
  readonly months: readonly number[];
  /** Null: any. 0 is Sunday. */
  readonly weekdays: readonly number[] | null;
  readonly years: readonly number[];
}

export interface CronField {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Of the values, from the lowest on. */
  readonly names: readonly string[];
}

const monthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
/** In the order of an expression. */
export const cronFields: readonly CronField[] = [
  { name: "second", from: 0, to: 59, names: [] },
  { name: "minute", from: 0, to: 59, names: [] },
  { name: "hour", from: 0, to: 23, names: [] },
  { name: "day", from: 1, to: 31, names: [] },
  { name: "month", from: 1, to: 12, names: monthNames },
  { name: "weekday", from: 0, to: 6, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] },
  { name: "year", from: 1970, to: 2099, names: [] },
];

/** Null for what is none, or has a symbol that is not read. */
export function readCron(text: string): Cron | null {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== cronFields.length) return null;
  const values = cronFields.map((field, at) => readCronField(parts[at] ?? "", field));
  if (values.some((each) => each === null)) return null;
  const [seconds = [], minutes = [], hours = [], days = [], months = [], weekdays = [], years = []] = values.map(
    (each) => each ?? [],
  );
  return {
    ...{ seconds, minutes, hours, months, years },
    days: isAny(parts[3]) ? null : days,
    weekdays: isAny(parts[5]) ? null : weekdays,
  };
}

function isAny(text: string | undefined): boolean {
  return text === "*" || text === "?";
}

/** Ascending; null for what makes no sense. */
export function readCronField(text: string, field: CronField): readonly number[] | null {
  const terms = text.split(",").map((term) => readTerm(term === "?" ? "*" : term, field));
  if (terms.some((term) => term === null)) return null;
  return [...new Set(terms.flatMap((term) => term ?? []))].sort((a, b) => a - b);
}

/** `*`, `7`, `1-5`, each with or without `/2`; `7/2` goes on to the greatest value. */
const termForm = /^(?:\*|([0-9A-Z]+)(?:-([0-9A-Z]+))?)(?:\/([1-9]\d*))?$/;

function readTerm(term: string, field: CronField): readonly number[] | null {
  const match = termForm.exec(term.toUpperCase());
  if (match === null) return null;
  const [, first, last, stepText] = match;
  const from = first === undefined ? field.from : readValue(first, field);
  const open = first === undefined || stepText !== undefined ? field.to : from;
  const to = last === undefined ? open : readValue(last, field);
  if (from === null || to === null || from > to) return null;
  const step = Number(stepText ?? 1);
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
}

function readValue(text: string, { from, to, names }: CronField): number | null {
  const named = names.indexOf(text);
  if (named >= 0) return from + named;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= from && value <= to ? value : null;
}

const dayMs = 86_400_000;
/** A timer of the 29th of February comes within so many days; one that does not is not a nightly one. */
const daysAhead = 1_500;

/**
 * When it fires next, read in this zone: the first time of each hour of the first day that has any after `after`. Epoch
 * milliseconds, ascending; none: not within four years.
 */
export function nextFires(cron: Cron, zone: string, after: number): readonly number[] {
  const today = new TZDate(after, zone);
  const noon = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate(), 12);
  for (let ahead = 0; ahead < daysAhead; ahead += 1) {
    const fires = firesOn(cron, zone, new Date(noon + ahead * dayMs)).filter((fire) => fire > after);
    if (fires.length > 0) return fires;
  }
  return [];
}

/** `day` is a local date, told as noon of that date in UTC. */
function firesOn(cron: Cron, zone: string, day: Date): readonly number[] {
  const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()];
  if (!isDayOf(cron, day)) return [];
  const [minute = 0] = cron.minutes;
  const [second = 0] = cron.seconds;
  return cron.hours.map((hour) => new TZDate(year, month, date, hour, minute, second, zone).getTime());
}

/** Whether it fires on this date at all, told by the fields of `day` in UTC. */
export function isDayOf({ years, months, days, weekdays }: Cron, day: Date): boolean {
  if (!years.includes(day.getUTCFullYear()) || !months.includes(day.getUTCMonth() + 1)) return false;
  const isDate = days?.includes(day.getUTCDate());
  const isWeekday = weekdays?.includes(day.getUTCDay());
  if (days !== null && weekdays !== null) return isDate === true || isWeekday === true;
  return isDate ?? isWeekday ?? true;
}
