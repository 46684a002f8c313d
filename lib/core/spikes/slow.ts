/**
 * Slow: waiting or running that takes longer than in the nights before, by a robust z-score of the logarithm.
 *
 * The median and its deviation are not moved by a few odd nights. A history that hardly varies would make every second
 * significant; its deviation counts as 5 % at least.
 */

import type { SlowChange } from "../schema/regression.ts";
import type { SeriesScope } from "../schema/series.ts";
import { median, medianDeviation } from "../stats/median.ts";

/** Null: none ended. */
export type PhaseTimes = SeriesScope["wait"];

export interface NightTimes {
  readonly night: string;
  /** False: it was not read whole. */
  readonly usable: boolean;
  readonly times: PhaseTimes;
}

export interface TimedPhase {
  readonly complete: boolean;
  readonly now: PhaseTimes;
  /** Newest first, without the night to judge. */
  readonly history: readonly NightTimes[];
}

export type Slow = Pick<SlowChange, "quantile" | "before" | "after" | "jobs" | "nights" | "score">;

const quantiles = ["p50Ms", "p90Ms", "p99Ms"] as const;
const maxNights = 28;
const minNights = 7;
/** Fewer have no quantiles to speak of. */
const minJobs = 100;
const minScore = 3.5;
const minRatio = 1.5;
/** Nobody minds less. */
const minLongerMs = 1_000;
/** Of a logarithm. */
const minDeviation = 0.05;
/** What makes a median absolute deviation the standard deviation of a normal distribution. */
const perDeviation = 1.4826022185056018;

/** The lowest quantile that is slow, which tells of the most jobs; null: none is. */
export function slowOf({ complete, now, history }: TimedPhase): Slow | null {
  if (!complete || !isTelling(now)) return null;
  const nights = history
    .flatMap(({ usable, times }) => (usable && isTelling(times) ? [times] : []))
    .slice(0, maxNights);
  if (nights.length < minNights) return null;
  return quantiles.map((quantile) => slowAt(quantile, now, nights)).find((slow) => slow !== null) ?? null;
}

type Times = NonNullable<PhaseTimes>;

function isTelling(times: PhaseTimes): times is Times {
  return times !== null && times.jobs >= minJobs;
}

function slowAt(quantile: Slow["quantile"], now: Times, nights: readonly Times[]): Slow | null {
  const earlier = nights.map((times) => times[quantile]);
  const before = Math.round(median(earlier));
  const after = now[quantile];
  const score = scoreOf(after, earlier);
  if (score <= minScore || after < minRatio * before || after - before < minLongerMs) return null;
  return { quantile, before, after, jobs: now.jobs, nights: nights.length, score: Number(score.toPrecision(6)) };
}

function scoreOf(now: number, before: readonly number[]): number {
  const logs = before.map(logOf);
  const deviation = Math.max(minDeviation, perDeviation * medianDeviation(logs));
  return (logOf(now) - median(logs)) / deviation;
}

/** A phase of 0 ms has no logarithm. */
function logOf(ms: number): number {
  return Math.log(Math.max(1, ms));
}
