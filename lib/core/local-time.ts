/** Times for people, in the zone of the report they stand in. */

import { TZDate } from "@date-fns/tz";
import { format } from "date-fns/format";

/** `2026-11-20 09:30:00`; `instant` is ISO 8601. */
export function localTime(instant: string, timeZone: string): string {
  return format(new TZDate(Date.parse(instant), timeZone), "yyyy-MM-dd HH:mm:ss");
}

/** The time of day for what lies in the named night; with the date for what does not. */
export function timeInNight(instant: string, timeZone: string, night: string): string {
  const time = localTime(instant, timeZone);
  return time.startsWith(night) ? time.slice(night.length + 1) : time;
}
