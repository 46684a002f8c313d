/** Every number that a tested rate rests on, and what came of it. */

import { shareText } from "../../lib/core/numbers-text.ts";
import type { RateTest } from "../../lib/core/schema/rate-test.ts";
import { amount } from "../../lib/core/words.ts";

export type Fact = readonly [name: string, value: string];

export function rateFacts(test: RateTest): readonly Fact[] {
  const { after, before, nights, leftOut, weekdays, provisional } = test;
  const taken = `${amount(nights.length, weekdays ? "night of this weekday" : "night", weekdays ? "nights of this weekday" : "nights")}`;
  return [
    ["rate of", levelText(test)],
    ["verdict", `${test.verdict}: ${test.reason}`],
    ["this night", `${shareText(after)} failed; ${bandText(test)}`],
    ["before", `${shareText(before)} failed in ${taken}: ${listText(nights)}${provisional ? " (provisional)" : ""}`],
    ["left out", leftOut.length === 0 ? "no night" : `${listText(leftOut)}, which alerted themselves`],
    ["effect", effectText(test)],
    ["chance", chanceText(test)],
  ];
}

function levelText({ level, operation, fingerprint }: RateTest): string {
  const parts = [operation, fingerprint].filter((part) => part !== null);
  return parts.length === 0 ? `the ${level}` : `the ${level} ${parts.join(" / ")}`;
}

function bandText({ expected, low, high }: RateTest): string {
  const band = low === null || high === null ? "" : `, ${numberText(low)} to ${numberText(high)} in 95 of 100 nights`;
  return expected === null ? "nothing to expect it by" : `${numberText(expected)} expected${band}`;
}

function effectText({ excess, ratio, ratioLow, ratioHigh, floor }: RateTest): string {
  const range = ratioLow === null || ratioHigh === null ? "" : ` (${numberText(ratioLow)} to ${numberText(ratioHigh)})`;
  const times = ratio === null ? "no rate before" : `${numberText(ratio)} times the rate${range}`;
  return `${orNone(excess)} too many, at least ${numberText(floor.excess)} to tell; ${times}, at least ${numberText(floor.ratio)} to tell`;
}

function chanceText({ method, dispersion, p, q }: RateTest): string {
  return `${method}, dispersion ${orNone(dispersion)}, p ${orNone(p)}, q ${orNone(q)}`;
}

function orNone(value: number | null): string {
  return value === null ? "none" : numberText(value);
}

/** Three digits that count. */
function numberText(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function listText(nights: readonly string[]): string {
  const [newest, ...older] = nights;
  if (newest === undefined) return "none";
  return older.length < 3 ? nights.join(", ") : `${newest} back to ${older.at(-1)}`;
}
