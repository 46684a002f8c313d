/** A verdict in plain words, with the numbers that it rests on. */

import type { RateVerdict } from "../schema/rate-test.ts";
import { wilsonInterval } from "../stats/intervals.ts";
import type { Assessment, Test } from "./assess.ts";
import { leastTold } from "./least-told.ts";
import type { Outcome } from "./outcome.ts";
import type { RateCount } from "./stratum.ts";

export interface Judged {
  readonly assessment: Assessment;
  readonly outcome: Outcome | null;
  readonly verdict: RateVerdict;
  /** What the p-value of a lone spike has to come down to. */
  readonly level: number;
}

export function reasonOf({ assessment, outcome, verdict, level }: Judged): string {
  const { stratum, test } = assessment;
  if (verdict === "incomplete") return "not read whole in this night: the rate of what was seen could mislead";
  if (verdict === "no-history") return `no night to compare with yet; ${ownRate(stratum.now)}`;
  if (test === null || outcome === null) return "no job ended in this night";
  const conclusion = conclusions[verdict]({ test, outcome, level });
  return `${comparison(assessment, test)}: ${conclusion}${reservation(assessment)}`;
}

interface Tested {
  readonly test: Test;
  readonly outcome: Outcome;
  readonly level: number;
}

const conclusions = {
  spike: ({ test, outcome: { q } }) => (test.certain ? "always told at once" : `${times(test)}${chance(q)}`),
  "below-floor": ({ test, outcome: { q } }) => `${times(test)}${chance(q)}, but less than is told: ${floorText(test)}`,
  "not-significant": ({ test, outcome: { q }, level }) =>
    `${times(test)}${chance(q)}, which may be chance; ${visible(test, level)}`,
  quiet: () => "no rise",
  "too-few": ({ test, level }) => `too few to tell; ${visible(test, level)}`,
} satisfies Record<Exclude<RateVerdict, "incomplete" | "no-history">, (tested: Tested) => string>;

/** What it is compared with. */
function comparison({ stratum: { now }, baseline }: Assessment, { effect }: Test): string {
  const { nights, weekdays, failed } = baseline;
  const span = `${nights.length} ${nights.length === 1 ? "night" : "nights"}${weekdays ? " of this weekday" : ""}`;
  const before = failed === 0 ? `none in ${span} before` : `${figure(effect.expected)} expected after ${span}`;
  return `${now.failed} of ${now.ended} jobs failed, ${before}`;
}

function times({ effect: { ratio } }: Test): string {
  return ratio === null ? "" : `${figure(ratio)} times the rate, `;
}

/** How much less than that it is says nothing more to people; the row has the number. */
function chance(q: number): string {
  return q < 0.001 ? "q < 0.001" : `q = ${figure(q)}`;
}

function floorText({ effect: { ratio, floor } }: Test): string {
  const excess = `${figure(floor.excess)} failures`;
  return ratio === null ? excess : `${figure(floor.ratio)} times the rate and ${excess} above the expected`;
}

function visible(test: Test, level: number): string {
  const least = leastTold(test, level);
  return least === null ? "not even if all had failed" : `a spike shows from ${least} failures on`;
}

function reservation({ baseline }: Assessment): string {
  return baseline.provisional ? "; provisional, with fewer than 7 nights to compare with" : "";
}

function ownRate({ failed, ended }: RateCount): string {
  if (ended === 0) return "no job ended";
  const { low, high } = wilsonInterval({ failed, ended });
  return `${failed} of ${ended} jobs failed, a rate of ${percent(low)} to ${percent(high)}`;
}

function percent(share: number): string {
  return `${figure(100 * share)} %`;
}

/** Three digits are enough for people. */
function figure(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
