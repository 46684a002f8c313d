/**
 * Dispersion: by how much the failure rates of quiet nights differ beyond what counting explains, as the intra-class
 * correlation of a beta-binomial distribution (0: nights differ by chance alone).
 *
 * One stratum's nights tell little of it. All strata together tell it well, and each is then drawn towards the common
 * value by how little its own nights say (empirical Bayes).
 */

import type { RateCount } from "./stratum.ts";

/** How the nights of a stratum scatter around their common rate. */
export interface Scatter {
  /** Pearson's statistic less its degrees of freedom: 0 on average when there is no dispersion. */
  readonly surplus: number;
  readonly freedom: number;
  /** What the surplus grows by per unit of dispersion. */
  readonly leverage: number;
  /** Failures per job. */
  readonly rate: number;
}

/** What all strata tell together. */
export interface Dispersion {
  readonly pooled: number;
  /** The variance of dispersions from stratum to stratum. */
  readonly between: number;
  /** False: there is nothing to estimate it from, as after a first night, and it is assumed. */
  readonly estimated: boolean;
}

/** As large as it may well be: one night's history must not cry wolf the morning after. */
const assumed = 0.001;

/**
 * Of nights in groups that share a rate each, such as those of one weekday; null: nothing varies, as with nights
 * without failures.
 */
export function scatterOf(groups: readonly (readonly RateCount[])[]): Scatter | null {
  const parts = groups.map(scatterOfGroup).filter((part) => part !== null);
  const [first, ...others] = parts;
  return first === undefined ? null : others.reduce(together, first);
}

function together(a: Scatter, b: Scatter): Scatter {
  const freedom = a.freedom + b.freedom;
  const rate = (a.rate * a.freedom + b.rate * b.freedom) / freedom;
  return { surplus: a.surplus + b.surplus, freedom, leverage: a.leverage + b.leverage, rate };
}

function scatterOfGroup(nights: readonly RateCount[]): Scatter | null {
  let failed = 0;
  let ended = 0;
  let squares = 0;
  for (const night of nights) {
    failed += night.failed;
    ended += night.ended;
    squares += night.ended * night.ended;
  }
  const rate = failed / ended;
  const freedom = nights.length - 1;
  const leverage = ended - squares / ended - freedom;
  if (failed === 0 || failed === ended || !(leverage > 0)) return null;
  let pearson = 0;
  for (const night of nights) pearson += (night.failed - night.ended * rate) ** 2 / night.ended;
  return { surplus: pearson / (rate * (1 - rate)) - freedom, freedom, leverage, rate };
}

/** Weighs each stratum by how well it tells, which hangs on the dispersion itself: found in a few rounds. */
export function pooledDispersion(scatters: readonly Scatter[], least = 0): Dispersion {
  if (scatters.length === 0) return { pooled: Math.max(least, assumed), between: 0, estimated: false };
  let pooled = 0;
  for (let round = 0; round < 12; round += 1) pooled = Math.max(least, bounded(weightedMean(scatters, pooled)));
  return { pooled, between: betweenVariance(scatters, pooled), estimated: true };
}

/** That of one stratum; null, as of one whose nights tell nothing: the common one. */
export function shrunkDispersion(scatter: Scatter | null, { pooled, between }: Dispersion): number {
  if (scatter === null || between === 0) return pooled;
  const own = between / (between + varianceOf(scatter, pooled));
  return bounded(pooled + own * (estimateOf(scatter) - pooled));
}

function weightedMean(scatters: readonly Scatter[], at: number): number {
  let weights = 0;
  let total = 0;
  for (const scatter of scatters) {
    const weight = 1 / varianceOf(scatter, at);
    weights += weight;
    total += weight * estimateOf(scatter);
  }
  return total / weights;
}

/** By the method of moments of DerSimonian and Laird, 1986. */
function betweenVariance(scatters: readonly Scatter[], pooled: number): number {
  let weights = 0;
  let squares = 0;
  let distance = 0;
  for (const scatter of scatters) {
    const weight = 1 / varianceOf(scatter, pooled);
    weights += weight;
    squares += weight * weight;
    distance += weight * (estimateOf(scatter) - pooled) ** 2;
  }
  const spare = weights - squares / weights;
  return spare > 0 ? Math.max(0, (distance - (scatters.length - 1)) / spare) : 0;
}

/** Estimates may leave the range of what they are of. */
function bounded(correlation: number): number {
  return Math.min(1, Math.max(0, correlation));
}

function estimateOf({ surplus, leverage }: Scatter): number {
  return surplus / leverage;
}

/** Of the estimate, if the dispersion is as given; with the kurtosis of a gamma-Poisson count. */
function varianceOf({ freedom, leverage, rate }: Scatter, dispersion: number): number {
  const jobs = leverage / freedom + 1;
  const inflation = 1 + jobs * dispersion;
  const kurtosis = (6 * dispersion) / rate + 1 / (jobs * rate * inflation);
  return (freedom * inflation * inflation * (2 + kurtosis)) / (leverage * leverage);
}
