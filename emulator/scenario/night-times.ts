/** When a scenario's night begins and ends, when it is judged, and when the emulator's clock stands. */

import { TZDate } from "@date-fns/tz";
import type { Scenario } from "./scenario.ts";

/** Epoch milliseconds. */
export interface NightTimes {
  readonly from: number;
  /** The first instant after the night. */
  readonly to: number;
  /** The instant the night is judged at. */
  readonly asOf: number;
  /** Where the emulator's clock stands. */
  readonly now: number;
}

type Night = Pick<Scenario, "night" | "timeZone">;

export function nightTimes(scenario: Night & Pick<Scenario, "settle" | "now">): NightTimes {
  const to = localInstant(scenario, 1);
  return { from: localInstant(scenario, 0), to, asOf: to + scenario.settle, now: to + scenario.now };
}

/** The instant of a time of day, `03:15` or `03:15:07`, of the night. */
export function instantOfNight(scenario: Night, timeOfDay: string): number {
  return localInstant(scenario, 0, timeOfDay);
}

/** The same of the day that follows, in whose early hours the night is audited. */
export function instantAfterNight(scenario: Night, timeOfDay: string): number {
  return localInstant(scenario, 1, timeOfDay);
}

/** NaN for a zone that nobody knows. */
function localInstant({ night, timeZone }: Night, dayOffset: number, timeOfDay = "00:00"): number {
  const [year = 0, month = 0, day = 0] = night.split("-").map(Number);
  const [hour = 0, minute = 0, second = 0] = timeOfDay.split(":").map(Number);
  return new TZDate(year, month - 1, day + dayOffset, hour, minute, second, timeZone).getTime();
}
