/**
 * Assessment: what each stratum is compared with and how much worse it is, before any p-value is asked for.
 *
 * The p-value is a function, not a number, because it is the dearest part and most strata of most nights need none.
 */

import { once } from "../once.ts";
import { hypergeometric, midTail } from "../stats/hypergeometric.ts";
import { isTailAbove, upperTail } from "../stats/tail.ts";
import { type Baseline, baselineOf } from "./baseline.ts";
import { type Dispersion, pooledDispersion, scatterOf, shrunkDispersion } from "./dispersion.ts";
import { type Effect, effectOf, toldAtOnce } from "./effect.ts";
import { lawOf, type Prediction, predict } from "./prediction.ts";
import type { JudgedRate, RateCount, RateOptions, Stratum } from "./stratum.ts";
import { createWeekdays } from "./weekdays.ts";

export interface Test {
  readonly method: Exclude<JudgedRate["method"], "none">;
  readonly prediction: Prediction;
  /** Null: it is assumed, not estimated. */
  readonly dispersion: number | null;
  readonly effect: Effect;
  /** Whether it is an alert whatever chance says. */
  readonly certain: boolean;
  readonly p: () => number;
  /** Whether the p-value is at most `level`: mostly told without it. */
  isAtMost(level: number): boolean;
}

export interface Assessment<Of extends Stratum = Stratum> {
  readonly stratum: Of;
  readonly baseline: Baseline;
  /** Null: there is nothing to test, or nothing to test it with. */
  readonly test: Test | null;
}

export interface Assessed<Of extends Stratum = Stratum> {
  /** In the order of strata. */
  readonly assessments: readonly Assessment<Of>[];
  /** What they have in common. */
  readonly dispersion: number;
}

export function assess<Of extends Stratum>(strata: readonly Of[], options: RateOptions): Assessed<Of> {
  const weekdays = createWeekdays();
  const based = strata.map((stratum) => {
    const baseline = baselineOf(stratum.history, options.night, weekdays);
    return { stratum, baseline, scatter: scatterOf(baseline.groups) };
  });
  const scatters = based.map(({ scatter }) => scatter).filter((scatter) => scatter !== null);
  const common = pooledDispersion(scatters, options.leastDispersion);
  const assessments = based.map(({ stratum, baseline, scatter }) => {
    const dispersion = { of: shrunkDispersion(scatter, common), common };
    return { stratum, baseline, test: testOf({ stratum, baseline, dispersion }, options) };
  });
  return { assessments, dispersion: common.pooled };
}

interface Compared {
  readonly stratum: Stratum;
  readonly baseline: Baseline;
  readonly dispersion: { readonly of: number; readonly common: Dispersion };
}

function testOf({ stratum, baseline, dispersion }: Compared, options: RateOptions): Test | null {
  const { now, complete } = stratum;
  if (!complete || now.ended === 0 || baseline.nights.length === 0) return null;
  const prediction = predict(now.ended, { nights: baseline.nights, dispersion: dispersion.of });
  const method = methodOf(baseline);
  const p = once(() => pOf(method, prediction, { now, before: baseline }));
  return {
    method,
    prediction,
    dispersion: dispersion.common.estimated ? dispersion.of : null,
    effect: effectOf(stratum, baseline, options),
    certain: now.failed > 0 && toldAtOnce(stratum, baseline, options),
    p,
    // No method gives less than the tail.
    isAtMost: (level) => !isTailAbove(lawOf(prediction), now.failed, level) && p() <= level,
  };
}

function methodOf({ failed, provisional }: Baseline): Test["method"] {
  if (failed === 0) return "gamma-poisson";
  return provisional ? "mid-p" : "beta-binomial";
}

/** Fisher's test knows of no dispersion, so that it may not make a night more certain than the other strata allow. */
function pOf(method: Test["method"], prediction: Prediction, { now, before }: Sides): number {
  const p = upperTail(lawOf(prediction), now.failed);
  return method === "mid-p" ? Math.max(p, fisher({ now, before })) : p;
}

interface Sides {
  readonly now: RateCount;
  readonly before: RateCount;
}

function fisher({ now, before }: Sides): number {
  const pair = { population: now.ended + before.ended, failed: now.failed + before.failed, drawn: now.ended };
  return midTail(hypergeometric(pair), now.failed);
}
