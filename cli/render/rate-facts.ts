/** Every number that a tested rate rests on, and what came of it. */

import { type NamesById, noNames } from "../../lib/core/names.ts";
import { shareText } from "../../lib/core/numbers-text.ts";
import type { RateTest } from "../../lib/core/schema/rate-test.ts";
import { amount } from "../../lib/core/words.ts";
import { shorten } from "./text-width.ts";

export type Fact = readonly [name: string, value: string];

export interface RateNames {
  readonly templateNames: NamesById;
  /** Of groups, by their fingerprints. */
  readonly kinds: NamesById;
}

export function rateFacts(
  test: RateTest,
  names: RateNames = { templateNames: noNames, kinds: noNames },
): readonly Fact[] {
  const { after, before, nights, leftOut, weekdays, provisional } = test;
  const taken = `${amount(nights.length, weekdays ? "night of this weekday" : "night", weekdays ? "nights of this weekday" : "nights")}`;
  return [
    ["rate of", levelText(test, names)],
    ["verdict", `${test.verdict}: ${test.reason}`],
    ["this night", `${shareText(after)} failed; ${bandText(test)}`],
    ["before", `${shareText(before)} failed in ${taken}: ${listText(nights)}${provisional ? " (provisional)" : ""}`],
    ["left out", leftOut.length === 0 ? "no night" : `${listText(leftOut)}, which alerted themselves`],
    ["effect", effectText(test)],
    ["chance", chanceText(test)],
  ];
}

/** By name where there is one, and by what settings and filters know it by. */
function levelText({ level, operation, fingerprint }: RateTest, { templateNames, kinds }: RateNames): string {
  const told = (id: string, name: string | undefined) => (name ? `${shorten(name, mostName)} (${id})` : id);
  const parts = [
    operation === null ? null : told(operation, templateNames.get(operation)),
    fingerprint === null ? null : told(fingerprint, kinds.get(fingerprint)),
  ].filter((part) => part !== null);
  return parts.length === 0 ? `the ${level}` : `the ${level} ${parts.join(" / ")}`;
}

const mostName = 60;

function bandText({ expected, low, high }: RateTest): string {
  const band = low === null || high === null ? "" : `, ${numberText(low)} to ${numberText(high)} in 95 of 100 nights`;
  return expected === null ? "nothing to expect it by" : `${numberText(expected)} expected${band}`;
}

function effectText({ excess, ratio, ratioLow, ratioHigh, floor }: RateTest): string {
  const range = ratioLow === null || ratioHigh === null ? "" : ` (${numberText(ratioLow)} to ${numberText(ratioHigh)})`;
  const times = ratio === null ? "no rate before" : `${numberText(ratio)} times the rate${range}`;
  const least = ratio === null ? "" : `, at least ${numberText(floor.ratio)} to tell`;
  return `${orNone(excess)} too many, at least ${numberText(floor.excess)} to tell; ${times}${least}`;
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
