/** The hour that clocks show, `00` to `23`. Instants mostly come in order, so the minute before is remembered. */

import { TZDate } from "@date-fns/tz";
import { format } from "date-fns/format";

/** Takes instants in ISO 8601, in UTC. */
export function createLocalHour(timeZone: string): (instant: string) => string {
  // Stryker disable next-line ObjectLiteral,StringLiteral: no instant is of this minute.
  let known = { minute: "", hour: "" };
  return (instant) => {
    // Stryker disable next-line MethodExpression: what is remembered shows in time only.
    const minute = instant.slice(0, "2026-11-21T04:00".length);
    // Stryker disable next-line ConditionalExpression: as above.
    if (minute !== known.minute) known = { minute, hour: format(new TZDate(Date.parse(instant), timeZone), "HH") };
    return known.hour;
  };
}
