/**
 * Tallies: what is counted of a scope's jobs. Sums of whole numbers, so that the order of adding never shows.
 */

import { isKnownState, isTerminal, type Job } from "./job.ts";
import { compareText } from "./order.ts";
import { redactText } from "./redact.ts";
import type { Counts } from "./schema/common.ts";
import type { Durations } from "./schema/summary.ts";
import type { Verdict } from "./verdict.ts";

export interface Tally {
  jobs: number;
  readonly byState: Map<string, number>;
  readonly byVerdict: Map<string, number>;
  readonly wait: Durations;
  readonly run: Durations;
}

export function emptyTally(): Tally {
  return { jobs: 0, byState: new Map(), byVerdict: new Map(), wait: noDurations(), run: noDurations() };
}

/** Counts one job in place. */
export function countJob(tally: Tally, job: Job, verdict: Verdict | null): void {
  tally.jobs += 1;
  increase(tally.byState, isKnownState(job.state) ? job.state : redactText(job.state), 1);
  if (verdict !== null) increase(tally.byVerdict, verdict.name, 1);
  if (!isTerminal(job.state) || job.startedAt === null) return;
  addDuration(tally.wait, job.startedAt - job.createdAt);
  if (job.endedAt !== null) addDuration(tally.run, job.endedAt - job.startedAt);
}

/** Adds `other` to `tally` in place. */
export function addTally(tally: Tally, other: Tally): void {
  tally.jobs += other.jobs;
  for (const [state, count] of other.byState) increase(tally.byState, state, count);
  for (const [verdict, count] of other.byVerdict) increase(tally.byVerdict, verdict, count);
  addDurations(tally.wait, other.wait);
  addDurations(tally.run, other.run);
}

export function countsOf(tally: Tally): Counts {
  return { jobs: tally.jobs, byState: sortedRecord(tally.byState), byVerdict: sortedRecord(tally.byVerdict) };
}

/** Failed of the jobs that ended; null when none did. */
export function failureRate({ byState }: Tally): number | null {
  const failed = byState.get("Failed") ?? 0;
  const ended = failed + (byState.get("Success") ?? 0);
  return ended === 0 ? null : failed / ended;
}

function sortedRecord(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => compareText(a, b)));
}

function increase(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function noDurations(): Durations {
  return { count: 0, sumMs: 0, minMs: null, maxMs: null };
}

function addDuration(durations: Durations, ms: number): void {
  const value = Math.max(0, ms);
  addDurations(durations, { count: 1, sumMs: value, minMs: value, maxMs: value });
}

function addDurations(into: Durations, other: Durations): void {
  into.count += other.count;
  into.sumMs += other.sumMs;
  if (other.minMs !== null) into.minMs = Math.min(into.minMs ?? other.minMs, other.minMs);
  if (other.maxMs !== null) into.maxMs = Math.max(into.maxMs ?? other.maxMs, other.maxMs);
}
