/**
 * Adds what came of seeing open jobs of earlier nights again to what is recorded of them.
 *
 * Of one job there is one amendment and one carried row: it changed from what it was before the night to what was seen
 * last, and it is carried as it was seen, if it was. One that was not, and that another night has seen ended, is carried
 * no more: that night tells of it.
 */

import { compareText } from "../../core/order.ts";
import type { Amendment, Carried } from "../../core/schema/carried.ts";
import { scopeKey } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { Told } from "../audit/write-report.ts";
import { mergeRows } from "../diff/merge-rows.ts";
import { createDamageLog } from "../recheck/damage-log.ts";
import type { Rechecked } from "../recheck/rechecked.ts";
import { createLineRuns, toLine } from "../report/line-runs.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import { readRuns } from "../report/read-runs.ts";
import type { Spool } from "../report/spool.ts";
import { type Joined, joinSorted, runRows } from "./row-streams.ts";

export interface MergeEarlierRequest {
  readonly before: CommittedNight;
  /** Nights that are heeded. */
  readonly inputs: readonly CommittedNight[];
  readonly rechecked: Rechecked;
  readonly spool: Spool;
}

export interface MergedEarlier {
  readonly carried: Told;
  readonly amendments: Told;
  /** Whether more is told of a job than before. */
  readonly better: boolean;
}

export async function mergeEarlier(
  store: ReportStore,
  request: MergeEarlierRequest,
  signal: AbortSignal,
): Promise<MergedEarlier> {
  const amendments = await mergeAmendments(store, request, signal);
  const carried = await mergeCarried(store, request, signal);
  return { carried: carried.told, amendments: amendments.told, better: amendments.better || carried.better };
}

interface Merged {
  readonly told: Told;
  readonly better: boolean;
}

async function mergeAmendments(
  store: ReportStore,
  { before: { manifest }, rechecked, spool }: MergeEarlierRequest,
  signal: AbortSignal,
): Promise<Merged> {
  const merged = createLineRuns(spool, signal);
  let better = false;
  const told = readRows<Amendment>(store, filesOf(manifest, "amendments"), "job-audit/amendment/v1", signal);
  for await (const { a, b } of joinSorted(told, runRows<Amendment>(rechecked.amendments, signal), compareJobs)) {
    const row = uniteAmendments(a, b);
    if (row === null) continue;
    better ||= !isSame(row, a);
    await merged.add([row]);
  }
  return { told: { lines: readRuns(await merged.finish(), signal) }, better };
}

async function mergeCarried(
  store: ReportStore,
  { before: { manifest }, inputs, rechecked, spool }: MergeEarlierRequest,
  signal: AbortSignal,
): Promise<Merged> {
  const merged = createLineRuns(spool, signal);
  let better = false;
  const listed = readRows<Carried>(store, filesOf(manifest, "carried"), "job-audit/carried/v1", signal);
  const pairs = joinSorted<Carried, Carried>(listed, runRows<Carried>(rechecked.carried, signal), compareJobs);
  const elsewhere = endedIn(store, manifest.night, inputs, signal);
  const changed = joinSorted(runRows<Amendment>(rechecked.amendments, signal), elsewhere, compareJobs);
  const known = joinSorted(pairs, changed, comparePairs);
  for await (const { a: pair, b: change } of known) {
    const row = pair && uniteCarried(pair, change);
    if (row === null) continue;
    better ||= row.seen && !isSame(row, pair?.a ?? null);
    await merged.add([row]);
  }
  return { told: { lines: readRuns(await merged.finish(), signal) }, better };
}

/** Jobs that other nights saw ended, or gone. A file that cannot be read is told of by whoever sees jobs again. */
async function* endedIn(
  store: ReportStore,
  night: string,
  inputs: readonly CommittedNight[],
  signal: AbortSignal,
): AsyncGenerator<Amendment> {
  const log = createDamageLog(store, []);
  const streams = inputs
    .filter(({ manifest }) => manifest.night !== night)
    .map(({ manifest }) =>
      log.read<Amendment>({ manifest, dataset: "amendments", schema: "job-audit/amendment/v1" }, signal),
    );
  for await (const told of mergeRows(streams, keyOf)) {
    const ended = told.find((row) => row !== null && row.change !== "changed");
    if (ended) yield ended;
  }
}

/** A change that was told already began where it began then. */
function uniteAmendments(told: Amendment | null, now: Amendment | null): Amendment | null {
  return told === null || now === null ? (now ?? told) : { ...keepRetry(now, told), was: told.was };
}

/**
 * A job that was seen is not listed as one that was not; one that changed is listed as it is now, if it hangs still. What
 * this night saw stays as it was seen, whatever another night learned later.
 */
function uniteCarried(
  { a: listed, b: now }: Joined<Carried, Carried>,
  change: Joined<Amendment, Amendment> | null,
): Carried | null {
  if (listed !== null && now !== null) return listed.seen && !now.seen ? listed : keepRetry(now, listed);
  if (listed === null || change === null) return now ?? listed;
  return change.a === null && listed.seen ? listed : null;
}

/** A job that did the work did it, whether or not it was found again. */
function keepRetry<Row extends JobRow>(now: Row, before: Row): Row {
  return now.retriedBy === null && before.retriedBy ? { ...now, retriedBy: before.retriedBy } : now;
}

function isSame(row: object, before: object | null): boolean {
  return before !== null && toLine(row).equals(toLine(before));
}

type JobRow = Amendment | Carried;

interface Pair {
  readonly a: JobRow | null;
  readonly b: JobRow | null;
}

function comparePairs(one: Pair, other: Pair): number {
  const [a, b] = [one.a ?? one.b, other.a ?? other.b];
  return a === null || b === null ? 0 : compareJobs(a, b);
}

function compareJobs(a: JobRow, b: JobRow): number {
  return compareText(keyOf(a), keyOf(b));
}

/** A character that no part holds stands between them, so that no scope mixes with one whose name it begins. */
function keyOf(row: JobRow): string {
  return [row.night, scopeKey(row), row.createdAt, row.jobId].join("\u0000");
}
