/**
 * Judges the failure rates of a night, all strata at once: what rose is told apart from what chance gives now and then.
 *
 * A spike is significant among all tests of the night, and large enough to matter. Each number that a verdict rests on
 * is told, for what stayed quiet too; the dear ones are worked out when they are read.
 */

import { once } from "../once.ts";
import { type Interval, ratioInterval } from "../stats/intervals.ts";
import { type Assessment, assess, type Test } from "./assess.ts";
import { floorOf } from "./effect.ts";
import { expectedBand } from "./expected-band.ts";
import { alphaOf, outcomesOf } from "./outcome.ts";
import { type Judged, reasonOf } from "./reason.ts";
import type { JudgedRate, RateCount, RateOptions, Stratum } from "./stratum.ts";
import { verdictOf } from "./verdict-of.ts";

/** In the order of `strata`. */
export function judgeRates(strata: readonly Stratum[], options: RateOptions): readonly JudgedRate[] {
  const { assessments } = assess(strata, options);
  const outcomes = outcomesOf(assessments, options);
  const { otherTests = [], passedOver = 0 } = options;
  const tests = outcomes.filter((outcome) => outcome !== null).length + otherTests.length + passedOver;
  const level = alphaOf(options) / tests;
  return assessments.map((assessment, index) => {
    const outcome = outcomes[index] ?? null;
    const verdict = verdictOf(assessment, outcome);
    return judgedRate({ assessment, outcome, verdict, level }, options);
  });
}

function judgedRate(judged: Judged, options: RateOptions): JudgedRate {
  const { assessment, outcome, verdict } = judged;
  const { stratum, baseline, test } = assessment;
  const effect = once(() => effectFigures(assessment));
  const reason = once(() => reasonOf(judged));
  return {
    key: stratum.key,
    before: countOf(baseline),
    after: countOf(stratum.now),
    get nights() {
      return baseline.nights.map(({ night }) => night);
    },
    leftOut: [...baseline.leftOut],
    weekdays: baseline.weekdays,
    method: test?.method ?? "none",
    dispersion: rounded(test?.dispersion ?? null),
    get expected() {
      return effect().expected;
    },
    get low() {
      return effect().low;
    },
    get high() {
      return effect().high;
    },
    get excess() {
      return effect().excess;
    },
    get ratio() {
      return effect().ratio;
    },
    get ratioLow() {
      return effect().ratioLow;
    },
    get ratioHigh() {
      return effect().ratioHigh;
    },
    p: rounded(outcome?.p ?? null),
    q: rounded(outcome?.q ?? null),
    floor: floorOf(stratum, baseline, options),
    provisional: baseline.provisional,
    verdict,
    get reason() {
      return reason();
    },
  };
}

type EffectFigures = Pick<JudgedRate, "expected" | "low" | "high" | "excess" | "ratio" | "ratioLow" | "ratioHigh">;

const untested: EffectFigures = {
  expected: null,
  low: null,
  high: null,
  excess: null,
  ratio: null,
  ratioLow: null,
  ratioHigh: null,
};

function effectFigures({ stratum, baseline, test }: Assessment): EffectFigures {
  if (test === null) return untested;
  const { effect, prediction } = test;
  const interval = intervalOf(stratum.now, baseline, prediction);
  return {
    expected: rounded(effect.expected),
    ...expectedBand(prediction),
    excess: rounded(effect.excess),
    ratio: rounded(effect.ratio),
    ratioLow: rounded(interval?.low ?? null),
    ratioHigh: rounded(interval?.high ?? null),
  };
}

/** Null: a side without failures has no ratio to give bounds for, and one of nights that scatter wildly has none that hold. */
function intervalOf(now: RateCount, before: RateCount, prediction: Test["prediction"]): Interval | null {
  if (now.failed === 0 || before.failed === 0) return null;
  const nights = { now: 1 + (now.ended - 1) * prediction.dispersion, before: before.ended / prediction.information };
  const interval = ratioInterval({ ...now, inflation: nights.now }, { ...before, inflation: nights.before });
  return Number.isFinite(interval.high) ? interval : null;
}

function countOf({ failed, ended }: RateCount): RateCount {
  return { failed, ended };
}

/** To six digits: the last ones of a logarithm are not the same in every engine, and a row is. */
function rounded<Value extends number | null>(value: Value): Value | number {
  return value === null ? value : Number(value.toPrecision(6));
}
