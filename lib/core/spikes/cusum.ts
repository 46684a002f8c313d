/**
 * Slow drift: a failure rate that creeps up, each night by too little to be a spike.
 *
 * Each night is compared with those before it, in standard deviations of what nights like them give, and a one-sided
 * CUSUM adds up what lies above half of one. A weekly pattern counts as dispersion here: it goes up and down again.
 */

import { nextSum } from "../stats/upper-cusum.ts";
import { pooledDispersion, scatterOf, shrunkDispersion } from "./dispersion.ts";
import type { NightRate, RateCount, Stratum } from "./stratum.ts";

export interface Drift {
  readonly key: string;
  /** The night from which on the sum rose. */
  readonly since: string;
  /** From then on, with this one. */
  readonly nights: number;
  /** In standard deviations. */
  readonly statistic: number;
  readonly threshold: number;
  /** Sums of the nights before `since`, and from then on. */
  readonly before: RateCount;
  readonly after: RateCount;
}

/** How far a night has to lie above the mean to add to the sum. */
const slack = 0.5;
/** Reached without any drift once in seven years of nights. */
export const driftThreshold = 6;
/** A single night adds no more than this: one that stands out is a spike or chance, no drift. */
const mostPerNight = 3;
/** Nights before the first that is compared. */
const warmUp = 7;
/** The least ratio of rates: with enough jobs every trifle is significant. */
const minRatio = 1.2;

/** Of `night`, in the order of `strata`, which hold none that is a spike in this night; only those that drift. */
export function findDrifts(strata: readonly Stratum[], night: string): readonly Drift[] {
  const read = strata
    .filter(({ complete, now }) => complete && now.ended > 0)
    .map((stratum) => seriesOf(stratum, night));
  const scatters = read.map(({ nights }) => scatterOf([nights.filter(({ usable }) => usable)]));
  const common = pooledDispersion(scatters.filter((scatter) => scatter !== null));
  return read
    .map(({ key, nights }, index) => driftOf(key, nights, shrunkDispersion(scatters[index] ?? null, common)))
    .filter((drift) => drift !== null);
}

interface Series {
  readonly key: string;
  /** Oldest first, this night last: what is usable, and what alerted. */
  readonly nights: readonly NightRate[];
}

function seriesOf({ key, now, history }: Stratum, night: string): Series {
  const kept = history.filter(({ usable, alerted, ended }) => (usable && ended > 0) || alerted === true);
  return { key, nights: [...kept.reverse(), { ...now, night, usable: true }] };
}

interface Sum {
  readonly statistic: number;
  /** The nights since it was 0. */
  readonly since: readonly NightRate[];
}

const nothing: Sum = { statistic: 0, since: [] };

function driftOf(key: string, nights: readonly NightRate[], dispersion: number): Drift | null {
  const reference = createReference(dispersion);
  let sum = nothing;
  for (const rate of nights) {
    sum = rate.usable ? added(sum, reference.residual(rate), rate) : nothing;
    if (rate.usable) reference.add(rate);
  }
  const [first] = sum.since;
  if (first === undefined || sum.statistic < driftThreshold) return null;
  const before = totalOf(nights.filter(({ usable, night }) => usable && night < first.night));
  const after = totalOf(sum.since);
  if (!risen(before, after)) return null;
  const figures = { statistic: Number(sum.statistic.toPrecision(6)), threshold: driftThreshold };
  return { key, since: first.night, nights: sum.since.length, ...figures, before, after };
}

function added({ statistic, since }: Sum, residual: number, rate: NightRate): Sum {
  const next = nextSum(statistic, Math.min(residual, mostPerNight), slack);
  return next > 0 ? { statistic: next, since: [...since, rate] } : nothing;
}

function risen(before: RateCount, after: RateCount): boolean {
  return after.failed * before.ended >= minRatio * before.failed * after.ended;
}

interface Reference {
  /** Of the nights so far, 0 as long as they are too few. */
  residual(rate: RateCount): number;
  add(rate: RateCount): void;
}

/** The mean rate of the nights so far, each weighed by what it tells. */
function createReference(dispersion: number): Reference {
  let nights = 0;
  let failed = 0;
  let information = 0;
  const inflationOf = ({ ended }: RateCount) => 1 + (ended - 1) * dispersion;
  return {
    residual(rate) {
      if (nights < warmUp) return 0;
      const mean = (failed + 0.5) / (information + 1);
      const own = rate.ended * inflationOf(rate);
      const ofMean = rate.ended ** 2 / (information + 1);
      return (rate.failed - rate.ended * mean) / Math.sqrt(mean * (1 - mean) * (own + ofMean));
    },
    add(rate) {
      nights += 1;
      failed += rate.failed / inflationOf(rate);
      information += rate.ended / inflationOf(rate);
    },
  };
}

function totalOf(nights: readonly RateCount[]): RateCount {
  const total = { failed: 0, ended: 0 };
  for (const { failed, ended } of nights) {
    total.failed += failed;
    total.ended += ended;
  }
  return total;
}
