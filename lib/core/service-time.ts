/**
 * Times as the service writes them: `2022-07-18T15:16:43+0800`, at times with `+08:00`, `Z` or a space for the `T`.
 *
 * Read by hand, because only the first of these is not even ISO 8601 and `Date.parse` promises nothing for it.
 */

const minuteMs = 60_000;
const serviceOffsetMs = 480 * minuteMs;
const dayMinutes = 24 * 60;

/** By month, from 1 on. */
const daysOfMonth = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysBeforeMonth = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
/** From the year 0 on. */
const daysBefore1970 = 719_528;
const zero = 0x30;

/** Epoch milliseconds; null for empty text and `-`, which mean "not yet". Throws `RangeError` on anything else. */
export function parseServiceTime(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed === "-") return null;
  const ms = (dayNumber(trimmed) * dayMinutes + wallMinutes(trimmed) - offsetMinutes(trimmed)) * minuteMs;
  const instant = ms + sexagesimal(trimmed, 17) * 1000;
  if (Number.isNaN(instant)) throw new RangeError(`Not a service time: ${trimmed.slice(0, 40)}`);
  return instant;
}

/** The service's own form, always `+0800`; parts of a second are cut off. Throws `RangeError` beyond the year 9999. */
export function formatServiceTime(ms: number): string {
  const iso = new Date(ms + serviceOffsetMs).toISOString();
  if (iso.length !== "2022-07-18T15:16:43.000Z".length) throw new RangeError(`Not a time the service can hold: ${ms}`);
  return `${iso.slice(0, 19)}+0800`;
}

/** Days since 1970-01-01; NaN unless the calendar has such a day. */
function dayNumber(text: string): number {
  const year = digits(text, 0) * 100 + digits(text, 2);
  const month = digits(text, 5);
  const day = digits(text, 8);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const monthDays = month === 2 && isLeap ? 29 : (daysOfMonth[month] ?? 0);
  if (text[4] !== "-" || text[7] !== "-" || !(day >= 1 && day <= monthDays)) return Number.NaN;
  const leapDays = Math.floor((year + 3) / 4) - Math.floor((year + 99) / 100) + Math.floor((year + 399) / 400);
  const daysBefore = (daysBeforeMonth[month] ?? 0) + (isLeap && month > 2 ? 1 : 0);
  return year * 365 + leapDays + daysBefore + day - 1 - daysBefore1970;
}

/** Hours and minutes of the clock; NaN unless it has such a time. */
function wallMinutes(text: string): number {
  const isShaped = (text[10] === "T" || text[10] === " ") && text[13] === ":" && text[16] === ":";
  const hours = digits(text, 11);
  return isShaped && hours <= 23 ? hours * 60 + sexagesimal(text, 14) : Number.NaN;
}

/** East of Greenwich; `+0800`, `+08:00` or `Z`. */
function offsetMinutes(text: string): number {
  const sign = text[19];
  if (sign === "Z") return text.length === 20 ? 0 : Number.NaN;
  const minutesAt = text[22] === ":" ? 23 : 22;
  const hours = digits(text, 20);
  if ((sign !== "+" && sign !== "-") || text.length !== minutesAt + 2 || !(hours <= 23)) return Number.NaN;
  const minutes = hours * 60 + sexagesimal(text, minutesAt);
  return sign === "+" ? minutes : -minutes;
}

/** Minutes or seconds. */
function sexagesimal(text: string, at: number): number {
  const value = digits(text, at);
  return value <= 59 ? value : Number.NaN;
}

/** Two digits; NaN where there is anything else. */
function digits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
