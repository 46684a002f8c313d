/**
 * Times as the service writes them: `2022-07-18T15:16:43+0800`, at times with `+08:00`, `Z` or a space for the `T`.
 *
 * Read by hand, because only the first of these is not even ISO 8601 and `Date.parse` promises nothing for it.
 */

const shape = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:Z|([+-])(\d{2}):?(\d{2}))$/;

const minuteMs = 60_000;
const serviceOffsetMs = 480 * minuteMs;

/** Epoch milliseconds; null for empty text and `-`, which mean "not yet". Throws `RangeError` on anything else. */
export function parseServiceTime(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed === "-") return null;
  // Stryker disable next-line ArrayDeclaration: the first of them is not looked at.
  const [, date, time, sign, hours, minutes] = shape.exec(trimmed) ?? [];
  const wall = wallMs(`${date}T${time}`);
  const offset = offsetMinutes(Number(hours ?? 0), Number(minutes ?? 0));
  if (Number.isNaN(wall) || Number.isNaN(offset)) throw new RangeError(`Not a service time: ${trimmed.slice(0, 40)}`);
  return sign === "-" ? wall + offset * minuteMs : wall - offset * minuteMs;
}

/** The service's own form, always `+0800`; parts of a second are cut off. Throws `RangeError` beyond the year 9999. */
export function formatServiceTime(ms: number): string {
  const iso = new Date(ms + serviceOffsetMs).toISOString();
  if (iso.length !== "2022-07-18T15:16:43.000Z".length) throw new RangeError(`Not a time the service can hold: ${ms}`);
  return `${iso.slice(0, 19)}+0800`;
}

/** NaN unless the calendar has such a day and the clock such a time. */
function wallMs(wall: string): number {
  const ms = Date.parse(`${wall}Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== wall ? Number.NaN : ms;
}

function offsetMinutes(hours: number, minutes: number): number {
  return hours > 23 || minutes > 59 ? Number.NaN : hours * 60 + minutes;
}
