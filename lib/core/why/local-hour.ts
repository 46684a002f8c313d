/** The hour that clocks show, `00` to `23`. Instants mostly come in order, so the minute before is remembered. */

import { TZDate } from "@date-fns/tz";
import { format } from "date-fns";

/** Takes instants in ISO 8601, in UTC. */
export function createLocalHour(timeZone: string): (instant: string) => string {
  let known = { minute: "", hour: "" };
  return (instant) => {
    const minute = instant.slice(0, "2026-11-21T04:00".length);
    if (minute !== known.minute) known = { minute, hour: format(new TZDate(Date.parse(instant), timeZone), "HH") };
    return known.hour;
  };
}
