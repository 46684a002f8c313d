/**
 * Tallies: what is counted of a scope's jobs. Sums of whole numbers, so that the order of adding never shows.
 */

import { addDuration, addDurations, type DurationTally, noDurations } from "./durations.ts";
import { isKnownState, isTerminal, type Job } from "./job.ts";
import { operationName } from "./job-identity.ts";
import { compareText } from "./order.ts";
import { ownText } from "./own-text.ts";
import { redactText } from "./redact.ts";
import type { Counts } from "./schema/common.ts";
import type { ScopeSummary } from "./schema/summary.ts";
import type { Verdict } from "./verdict.ts";

export interface Tally {
  jobs: number;
  readonly byState: Map<string, number>;
  readonly byVerdict: Map<string, number>;
  readonly wait: DurationTally;
  readonly run: DurationTally;
  /** By operation; jobs of which the service tells none are left out. */
  readonly succeeded: Map<string, number>;
  readonly failed: Map<string, number>;
  /** Of templates by their ids; of one that had several names, the first in the order of texts. */
  readonly templateNames: Map<string, string>;
}

export function emptyTally(): Tally {
  return {
    jobs: 0,
    byState: new Map(),
    byVerdict: new Map(),
    wait: noDurations(),
    run: noDurations(),
    succeeded: new Map(),
    failed: new Map(),
    templateNames: new Map(),
  };
}

/** Counts one job in place. */
export function countJob(tally: Tally, job: Job, verdict: Verdict | null): void {
  tally.jobs += 1;
  increase(tally.byState, isKnownState(job.state) ? job.state : redactText(job.state), 1);
  if (verdict !== null) increase(tally.byVerdict, verdict.name, 1);
  countOperation(tally, job);
  if (!isTerminal(job.state) || job.startedAt === null) return;
  addDuration(tally.wait, job.startedAt - job.createdAt);
  if (job.endedAt !== null) addDuration(tally.run, job.endedAt - job.startedAt);
}

function countOperation({ succeeded, failed, templateNames }: Tally, { state, operation }: Job): void {
  const counts = state === "Success" ? succeeded : state === "Failed" ? failed : null;
  const name = operationName(operation);
  if (counts === null || name === null) return;
  // Redacting twice is redacting once: what is counted already is told as it is.
  const told = counts.has(name) ? name : redactText(name);
  increase(counts, told, 1);
  const title = operation?.templateId ? operation.templateName : null;
  if (title && templateNames.get(told) !== title) nameTemplate(templateNames, told, redactText(title));
}

function nameTemplate(names: Map<string, string>, id: string, title: string): void {
  const known = names.get(id);
  if (known === undefined || title < known) names.set(ownText(id), ownText(title));
}

/** Adds `other` to `tally` in place. */
export function addTally(tally: Tally, other: Tally): void {
  tally.jobs += other.jobs;
  addCounts(tally.byState, other.byState);
  addCounts(tally.byVerdict, other.byVerdict);
  addCounts(tally.succeeded, other.succeeded);
  addCounts(tally.failed, other.failed);
  for (const [id, title] of other.templateNames) nameTemplate(tally.templateNames, id, title);
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

/** What became of each operation, in the order of their names. */
export function operationsOf({ succeeded, failed, templateNames }: Tally): ScopeSummary["operations"] {
  const names = [...new Set([...succeeded.keys(), ...failed.keys()])].sort(compareText);
  return names.map((operation) => ({
    operation,
    templateName: templateNames.get(operation) ?? null,
    succeeded: succeeded.get(operation) ?? 0,
    failed: failed.get(operation) ?? 0,
  }));
}

function sortedRecord(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => compareText(a, b)));
}

function addCounts(into: Map<string, number>, other: ReadonlyMap<string, number>): void {
  for (const [key, count] of other) increase(into, key, count);
}

function increase(counts: Map<string, number>, key: string, by: number): void {
  const known = counts.get(key);
  if (known === undefined) counts.set(ownText(key), by);
  else counts.set(key, known + by);
}
