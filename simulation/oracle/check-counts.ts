/** Promise 1: every job of the span is counted once, window by window and scope by scope, and nothing else is. */

import type { LedgerLine } from "../../lib/core/schema/ledger.ts";
import type { ScopeSummary } from "../../lib/core/schema/summary.ts";
import type { Violation } from "../played.ts";
import { holds, type Span } from "../span.ts";
import { type Audited, type Evidence, violation } from "./audited-night.ts";
import { isInHole, isOver, timesOf, uncovered } from "./holes.ts";
import { placeKey, type TrueJob, type Truth, toldAt } from "./truth.ts";

export function* checkCounts({ truth, nights }: Evidence): Generator<Violation> {
  for (const { audited } of nights) for (const each of audited) yield* checkRevision(truth, each);
}

function* checkRevision(truth: Truth, audited: Audited): Generator<Violation> {
  const { rows, manifest } = audited.revision;
  const [summary] = rows.summaries;
  if (summary === undefined || rows.summaries.length > 1)
    return yield violation("1", `${audited.name} has ${rows.summaries.length} summaries`);
  for (const scope of summary.scopes) yield* checkScope(truth, audited, scope);
  yield* checkSum(audited, summary.scopes);
  const told = new Set(summary.scopes.map(placeKey));
  const planned = new Set(manifest.scopes.map(placeKey));
  if (told.size !== summary.scopes.length || !sameSet(told, planned))
    yield violation("1", `${audited.name}: summary and manifest tell of different scopes`);
  for (const line of rows.ledgers)
    if (!told.has(placeKey(line))) yield violation("1", `${audited.name}: ledger of a scope without summary`);
}

function sameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((each) => other.has(each));
}

function* checkScope(truth: Truth, audited: Audited, scope: ScopeSummary): Generator<Violation> {
  const { revision, span } = audited;
  const key = placeKey(scope);
  const lines = revision.rows.ledgers.filter((line) => placeKey(line) === key);
  const jobs = truth.byPlace.get(key) ?? [];
  for (const line of lines) yield* checkLine(truth, audited, { line, jobs });
  yield* checkCover(audited, scope, lines);
  const counted = sumOf(lines.map((line) => line.jobs));
  if (counted !== scope.jobs)
    yield violation("1", `${audited.name} ${key}: ${scope.jobs} jobs in the summary, ${counted} in the ledger`);
  const inSpan = jobs.filter(({ job }) => holds(span, job.createdAt));
  yield* checkStates(truth, audited, { scope, jobs: inSpan });
}

/** Exactly the window's jobs; where it has holes, at least those outside of them. */
function* checkLine(
  truth: Truth,
  audited: Audited,
  { line, jobs }: { readonly line: LedgerLine; readonly jobs: readonly TrueJob[] },
): Generator<Violation> {
  const window = timesOf(line);
  const all = jobs.filter(({ job }) => holds(window, job.createdAt));
  const sure = all.filter((job) => isSure(audited, job));
  if (line.jobs >= sure.length && line.jobs <= all.length) return;
  const where = `${audited.name} ${placeKey(line)} ${line.from}/${line.to}`;
  const missed = sure.filter(({ job }) => !truth.listedAt.has(job.jobId)).map(({ job }) => job.jobId);
  yield violation(
    "1",
    `${where}: counts ${line.jobs} of ${sure.length} to ${all.length} jobs; never listed: ${missed}`,
  );
}

/** Whether nothing that is told explains that the job could be missing. One that was forgotten early is nobody's fault. */
export function isSure({ revision, run }: Audited, { job, place }: TrueJob): boolean {
  return !isInHole(revision.manifest.holes, place, job.createdAt) && (job.forgottenAt ?? Infinity) > run.to;
}

/** Every second of the span lies in one window or in a hole. */
function* checkCover(
  { name, span, revision }: Audited,
  scope: ScopeSummary,
  lines: readonly LedgerLine[],
): Generator<Violation> {
  const windows = lines.map(timesOf);
  const holes = revision.manifest.holes.filter((hole) => isOver(hole, scope)).map(timesOf);
  for (const gap of uncovered(span, [...windows, ...holes]))
    yield violation("1", `${name} ${placeKey(scope)}: neither read nor a hole: ${spanText(gap)}`);
  for (const [index, window] of windows.entries()) {
    const before = windows[index - 1];
    if (before !== undefined && window.from < before.to)
      yield violation("1", `${name} ${placeKey(scope)}: windows overlap at ${spanText(window)}`);
    if (window.from < span.from || window.to > span.to)
      yield violation("1", `${name} ${placeKey(scope)}: window outside of the span: ${spanText(window)}`);
  }
}

/** No state more often than jobs can have been in it, nor less often than jobs were in no other. */
function* checkStates(
  truth: Truth,
  audited: Audited,
  { scope, jobs }: { readonly scope: ScopeSummary; readonly jobs: readonly TrueJob[] },
): Generator<Violation> {
  const possible = jobs.map((job) => ({ job, states: statesOf(truth, audited, job) }));
  const all = new Set([...Object.keys(scope.byState), ...possible.flatMap(({ states }) => [...states])]);
  for (const state of all) {
    const told = scope.byState[state] ?? 0;
    const most = possible.filter(({ states }) => states.has(state)).length;
    const only = possible.filter(({ states }) => states.has(state) && states.size === 1);
    const least = only.filter(({ job }) => isSure(audited, job)).length;
    if (told < least || told > most)
      yield violation("1", `${audited.name} ${placeKey(scope)}: ${told} ${state}, ${least} to ${most} were so`);
  }
  if (sumOf(Object.values(scope.byState)) !== scope.jobs)
    yield violation("1", `${audited.name} ${placeKey(scope)}: states do not add up to ${scope.jobs} jobs`);
}

/** As it was listed until the commit. */
function statesOf({ listedAt }: Truth, { run }: Audited, job: TrueJob): ReadonlySet<string> {
  const seen = (listedAt.get(job.job.jobId) ?? []).filter((at) => at <= run.to);
  return new Set(seen.map((at) => toldAt(job, at).state));
}

function* checkSum({ name, revision }: Audited, scopes: readonly ScopeSummary[]): Generator<Violation> {
  const { manifest, rows } = revision;
  const jobs = sumOf(scopes.map((scope) => scope.jobs));
  if (jobs !== manifest.jobs || rows.summaries[0]?.jobs !== jobs)
    yield violation("1", `${name}: ${manifest.jobs} jobs in the manifest, ${jobs} in its scopes`);
  const byVerdict = new Map<string, number>();
  for (const { verdict } of rows.findings) byVerdict.set(verdict, (byVerdict.get(verdict) ?? 0) + 1);
  for (const verdict of new Set([...byVerdict.keys(), ...Object.keys(manifest.byVerdict)])) {
    const told = [manifest.byVerdict[verdict] ?? 0, sumOf(scopes.map((scope) => scope.byVerdict[verdict] ?? 0))];
    const found = byVerdict.get(verdict) ?? 0;
    if (told.some((count) => count !== found))
      yield violation("1", `${name}: ${found} findings are ${verdict}, manifest and scopes say ${told.join(" and ")}`);
  }
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function spanText({ from, to }: Span): string {
  return `${new Date(from).toISOString()}/${new Date(to).toISOString()}`;
}
