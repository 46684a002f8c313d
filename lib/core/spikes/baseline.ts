/**
 * Baseline: the nights that a night is compared with. They were read whole, had no alert of their own, and are of the
 * same weekday as soon as there are enough of those.
 */

import type { NightRate, RateCount } from "./stratum.ts";
import type { Weekdays } from "./weekdays.ts";

export interface Baseline extends RateCount {
  /** Newest first. */
  readonly nights: readonly NightRate[];
  /** Nights that would be among them, had they not alerted; newest first. */
  readonly leftOut: readonly string[];
  readonly weekdays: boolean;
  /** The nights that tell how rates scatter, in groups that share a rate. */
  readonly groups: readonly (readonly NightRate[])[];
  /** Fewer than seven nights, of any weekday. */
  readonly provisional: boolean;
}

const maxNights = 28;
const minNights = 7;
const minOfWeekday = 6;
const minWeeks = 6;

/** `history` is newest first. */
export function baselineOf(history: readonly NightRate[], night: string, weekdays: Weekdays): Baseline {
  const { usable, alerted } = sorted(history);
  const weekday = weekdays.of(night);
  const isLike = (rate: NightRate) => weekdays.of(rate.night) === weekday;
  // Stryker disable next-line ArrayDeclaration: one is too few, as none is.
  const alike = sixWeeks(usable, night, weekdays) ? usable.filter(isLike) : [];
  const matched = alike.length >= minOfWeekday;
  const nights = matched ? alike : usable.slice(0, maxNights);
  const oldest = nights.at(-1)?.night ?? "";
  return {
    nights,
    ...sumOf(nights),
    // Stryker disable next-line EqualityOperator: the oldest did not alert.
    leftOut: alerted.filter((rate) => rate.night >= oldest && (!matched || isLike(rate))).map((rate) => rate.night),
    weekdays: matched,
    groups: matched ? byWeekday(usable, weekdays) : [nights],
    provisional: usable.length < minNights,
  };
}

function sixWeeks(usable: readonly NightRate[], night: string, weekdays: Weekdays): boolean {
  const oldest = usable.at(-1);
  // Stryker disable next-line ConditionalExpression: six nights of a weekday take six weeks, so that this only saves time.
  return oldest !== undefined && weekdays.daysBetween(oldest.night, night) >= minWeeks * 7;
}

/** One that alerted itself is not usable. */
function sorted(history: readonly NightRate[]): Record<"usable" | "alerted", readonly NightRate[]> {
  const usable: NightRate[] = [];
  const alerted: NightRate[] = [];
  for (const rate of history) {
    if (rate.alerted === true) alerted.push(rate);
    else if (rate.usable && rate.ended > 0) usable.push(rate);
  }
  return { usable, alerted };
}

function sumOf(nights: readonly RateCount[]): RateCount {
  let failed = 0;
  let ended = 0;
  for (const night of nights) {
    failed += night.failed;
    ended += night.ended;
  }
  return { failed, ended };
}

function byWeekday(nights: readonly NightRate[], weekdays: Weekdays): readonly (readonly NightRate[])[] {
  const groups = Array.from({ length: 7 }, (): NightRate[] => []);
  for (const rate of nights) groups[weekdays.of(rate.night)]?.push(rate);
  return groups.filter((group) => group.length > 0);
}
