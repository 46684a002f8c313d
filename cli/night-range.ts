/** The nights that `--from` and `--to` name; the last fortnight unless told otherwise. */

import { ConfigError } from "../lib/core/errors.ts";
import { isNightName, lastNightBefore, shiftNight } from "../lib/core/night.ts";
import type { LoadedApp } from "./load-app.ts";

export interface NightRange {
  /** Dates; both are meant. */
  readonly from: string;
  readonly to: string;
}

export const usualNights = 14;
/** Each night is asked for by itself; a year of them takes some 1,500 requests. */
const mostNights = 366;

/**
 * `attempt` says what is done with them: "list nights"; `nights` is how many there are unless told. Throws `ConfigError` for what is no date, for nights that are not
 * over, for a span that ends before it begins, and for one that is too long.
 */
export function readNightRange(
  flags: Partial<NightRange>,
  { settings, clock }: Pick<LoadedApp, "settings" | "clock">,
  attempt: string,
  nights = usualNights,
): NightRange {
  const { timeZone, settleMs } = settings;
  const last = lastNightBefore(clock.now(), timeZone, settleMs);
  const to = readDate("--to", flags.to, last) ?? last;
  const from = readDate("--from", flags.from, last) ?? shiftNight(to, 1 - nights);
  const refusal = `Cannot ${attempt} from ${from} to ${to}`;
  if (to > last || from > last) {
    throw new ConfigError(`${refusal}: the last night that is over and settled, in ${timeZone}, is ${last}`);
  }
  if (from > to) throw new ConfigError(`${refusal}: the first one comes after the last`);
  if (shiftNight(from, mostNights) > to) return { from, to };
  throw new ConfigError(`${refusal}: ask for at most ${mostNights} at once`);
}

function readDate(flag: string, date: string | undefined, example: string): string | undefined {
  if (date === undefined || isNightName(date)) return date;
  throw new ConfigError(`Cannot use ${flag} ${date}: expected a date such as ${example}`);
}
