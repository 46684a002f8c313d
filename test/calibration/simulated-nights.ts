/** Nights drawn by chance from a known distribution, the same for the same seed: what calibration is measured on. */

import { shiftNight } from "../../lib/core/night.ts";
import type { NightRate } from "../../lib/core/spikes/stratum.ts";

export type Random = () => number;

/** In [0, 1): mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Place {
  /** Jobs of a night, on average. */
  readonly jobs: number;
  readonly rate: number;
  readonly dispersion: number;
}

/** 30 to 200,000 jobs a night, of which 0.05 % to 5 % fail; both logarithms evenly spread. */
export function drawPlaces(random: Random, count: number, dispersion: number): readonly Place[] {
  const between = (low: number, high: number) => low * (high / low) ** random();
  return Array.from({ length: count }, () => ({ jobs: between(30, 200_000), rate: between(0.0005, 0.05), dispersion }));
}

/** A night whose rate is `times` the usual; volumes vary by 25 %. */
export function drawNight(
  random: Random,
  { jobs, rate, dispersion }: Place,
  times = 1,
): { failed: number; ended: number } {
  const ended = Math.max(1, Math.round(jobs * Math.max(0.1, 1 + 0.25 * normal(random))));
  const mean = Math.min(0.9, rate * times);
  if (dispersion === 0) return { failed: binomial(random, ended, mean), ended };
  const size = 1 / dispersion - 1;
  return { failed: binomial(random, ended, beta(random, mean * size, (1 - mean) * size)), ended };
}

/** The newest first; the oldest is of `oldest`. */
export function drawNights(
  random: Random,
  place: Place,
  span: { oldest: string; nights: number },
): readonly NightRate[] {
  return Array.from({ length: span.nights }, (_, index) => ({
    night: shiftNight(span.oldest, index),
    ...drawNight(random, place),
    usable: true,
  })).reverse();
}

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Marsaglia and Tsang, 2000. */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}

function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a);
  return x / (x + gamma(random, b));
}

/** Exact: halves the number of trials by drawing their median until few are left. */
function binomial(random: Random, trials: number, share: number): number {
  let n = trials;
  let p = share;
  let hits = 0;
  while (n > 40) {
    const middle = Math.floor(n / 2) + 1;
    const median = beta(random, middle, n + 1 - middle);
    if (median > p) {
      n = middle - 1;
      p /= median;
    } else {
      hits += middle;
      n -= middle;
      p = (p - median) / (1 - median);
    }
  }
  for (let index = 0; index < n; index += 1) if (random() < p) hits += 1;
  return hits;
}
