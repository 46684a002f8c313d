/** In which order the lines of a diff are told: what got worse first, then what changed most. */

import { compareText } from "../lib/core/order.ts";
import {
  baselineStates,
  type CarriedChange,
  type CoverageChange,
  type DriftChange,
  type DurationChange,
  type GroupChange,
  type InputChange,
  type QueueChangeRow,
  type RateChange,
  type SlowChange,
  type SpikeChange,
} from "../lib/core/schema/regression.ts";

interface Marked {
  readonly worse: boolean;
}

export function compareGroups(a: GroupChange, b: GroupChange): number {
  const states = baselineStates.indexOf(a.baselineState) - baselineStates.indexOf(b.baselineState);
  return worseFirst(a, b) || growth(b) - growth(a) || states;
}

export function compareCarried(a: CarriedChange, b: CarriedChange): number {
  return worseFirst(a, b) || b.jobs - a.jobs || compareText(a.oldest, b.oldest);
}

export function compareInputs(a: InputChange, b: InputChange): number {
  return worseFirst(a, b) || compareText(a.outcome, b.outcome) || compareText(a.createdAt, b.createdAt);
}

export function compareSpikes(a: SpikeChange, b: SpikeChange): number {
  return worseFirst(a, b) || Number(b.level === "scope") - Number(a.level === "scope") || excessOf(b) - excessOf(a);
}

export function compareDrifts(a: DriftChange, b: DriftChange): number {
  return worseFirst(a, b) || b.statistic - a.statistic;
}

export function compareSlow(a: SlowChange, b: SlowChange): number {
  return worseFirst(a, b) || b.after / (b.before + 1) - a.after / (a.before + 1);
}

export function compareRates(a: RateChange, b: RateChange): number {
  return worseFirst(a, b) || jobsTurned(b) - jobsTurned(a);
}

export function compareDurations(a: DurationChange, b: DurationChange): number {
  return worseFirst(a, b) || move(b) - move(a);
}

export function compareQueues(a: QueueChangeRow, b: QueueChangeRow): number {
  return worseFirst(a, b) || compareText(a.change, b.change);
}

export function compareCoverage(a: CoverageChange, b: CoverageChange): number {
  return worseFirst(a, b) || b.holes - a.holes;
}

function excessOf({ excess, after }: SpikeChange): number {
  return excess ?? after.failed;
}

/** A group that is not known in one of the nights has not grown as far as anybody knows. */
function growth({ before, after }: GroupChange): number {
  return before === null || after === null ? 0 : Math.abs(after - before);
}

/** A thousandth of the jobs: below it, `3.1 %` reads the same before and after. */
const leastTurn = 0.001;
/** Sketches tell durations to a hundredth; a tenth is what people call a change. */
const leastMove = Math.log(1.1);
/** Of fewer, the longest alone is the p99. */
const leastJobs = 100;

export function hasTurned(change: RateChange): boolean {
  return Math.abs(turn(change)) >= leastTurn;
}

export function hasMoved(change: DurationChange): boolean {
  const jobs = Math.min(change.before?.jobs ?? 0, change.after?.jobs ?? 0);
  return jobs >= leastJobs && move(change) >= leastMove;
}

/** How many jobs more, or fewer, failed than would have at the old rate. */
function jobsTurned(change: RateChange): number {
  return Math.abs(turn(change)) * (change.after?.ended ?? 0);
}

/** By how much the share of failed jobs rose; 0 where one of the two is not known. */
function turn({ before, after }: RateChange): number {
  return before === null || after === null ? 0 : shareOf(after) - shareOf(before);
}

function shareOf({ failed, ended }: NonNullable<RateChange["before"]>): number {
  return ended === 0 ? 0 : failed / ended;
}

/** The largest factor, up or down, of the three quantiles, as a logarithm. */
function move({ before, after }: DurationChange): number {
  if (before === null || after === null) return 0;
  const factor = (from: number, to: number) => Math.abs(Math.log((to + 1) / (from + 1)));
  return Math.max(
    factor(before.p50Ms, after.p50Ms),
    factor(before.p90Ms, after.p90Ms),
    factor(before.p99Ms, after.p99Ms),
  );
}

function worseFirst(a: Marked, b: Marked): number {
  return Number(b.worse) - Number(a.worse);
}
