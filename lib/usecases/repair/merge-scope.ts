/** The rows of a scope of which windows were read again: those that were recorded, and those that are new. */

import { versionOf } from "../../core/fingerprint/versions.ts";
import type { Finding, OpenJob } from "../../core/schema/finding.ts";
import type { LedgerLine } from "../../core/schema/ledger.ts";
import type { Recovery } from "../../core/schema/recovery.ts";
import { addTally, emptyTally, type Tally } from "../../core/tally.ts";
import { tallyFromRow } from "../../core/tally-row.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { scopeSummary } from "../audit/scope-report.ts";
import type { ScopeReport } from "../audit/write-report.ts";
import { createGroupRuns, mergeGroups } from "../report/group-runs.ts";
import { readRows } from "../report/read-lines.ts";
import { readRuns } from "../report/read-runs.ts";
import type { Run, Spool } from "../report/spool.ts";
import type { NightRows } from "./night-rows.ts";
import type { HoleRow, RecordedScope } from "./recorded-night.ts";
import { compareKeys, inGroups, type JobKey, joinSorted, runRows, toLines } from "./row-streams.ts";
import { sumWindow, type TakenWindow, takenLine } from "./window-sum.ts";

export interface MergeDeps {
  readonly store: ReportStore;
  readonly spool: Spool;
  /** Read when the report is written. */
  readonly rows: NightRows;
  /** Read here: what the windows come to that stay as they are. */
  readonly sums: NightRows;
  /** Of the fingerprints that findings are grouped by. */
  readonly versions: readonly string[];
}

export interface MergeRequest {
  readonly recorded: RecordedScope;
  /** Ascending; never none. */
  readonly taken: readonly TakenWindow[];
  /** What is left of its holes. */
  readonly holes: readonly HoleRow[];
}

export async function mergeScope(deps: MergeDeps, request: MergeRequest, signal: AbortSignal): Promise<ScopeReport> {
  const { recorded, holes } = request;
  const { scope } = recorded;
  const findings = () => mergedFindings(deps, request, signal);
  const isWritten = (fingerprint: string) => deps.versions.includes(versionOf(fingerprint));
  const groups = createGroupRuns(deps.spool, signal, { isWritten });
  for await (const group of inGroups(findings())) await groups.add(group);
  const sum = await sumScope(deps, request, signal);
  const grouped = { scope, failed: sum.byVerdict.get("failed") ?? 0 };
  return {
    summary: scopeSummary(scope, sum, holes.length === 0),
    findings: { lines: toLines(findings()) },
    open: { lines: toLines(mergedOpen(deps, request, signal)) },
    groups: readRuns(await mergeGroups(await groups.finish(), grouped, deps.spool, signal), signal),
    recoveries: toLines(mergedRecoveries(deps, request, signal)),
    ledger: toLines(mergedLedger(deps, request, signal)),
  };
}

function mergedFindings({ store }: MergeDeps, { recorded, taken }: MergeRequest, signal: AbortSignal) {
  const before = readRows<Finding>(store, recorded.findings, "job-audit/finding/v1", signal);
  return united(before, runRows<Finding>(runsOf(taken, "findings"), signal));
}

function mergedOpen({ store }: MergeDeps, { recorded, taken }: MergeRequest, signal: AbortSignal) {
  const before = readRows<OpenJob>(store, recorded.open, "job-audit/open-job/v1", signal);
  return united(before, runRows<OpenJob>(runsOf(taken, "open"), signal));
}

/** A job that succeeded may be listed twice: it has no row but this one. */
function mergedRecoveries({ rows }: MergeDeps, { recorded, taken }: MergeRequest, signal: AbortSignal) {
  return united(rows.recoveries.of(recorded.scope), runRows<Recovery>(runsOf(taken, "recoveries"), signal));
}

async function* united<Row extends JobKey>(before: AsyncIterable<Row>, now: AsyncIterable<Row>): AsyncGenerator<Row> {
  for await (const { a, b } of joinSorted(before, now, compareKeys)) {
    const row = a ?? b;
    if (row !== null) yield row;
  }
}

function runsOf(taken: readonly TakenWindow[], dataset: "findings" | "open" | "recoveries"): readonly Run[] {
  return taken.flatMap((window) => window.taken.flatMap(({ rows }) => rows[dataset]));
}

async function sumScope({ sums }: MergeDeps, { recorded, taken }: MergeRequest, signal: AbortSignal): Promise<Tally> {
  const anew = new Set(taken.map(({ window }) => window.from));
  const sum = emptyTally();
  for await (const line of sums.ledger.of(recorded.scope)) {
    if (line.tally !== null && !anew.has(Date.parse(line.from))) addTally(sum, tallyFromRow(line.tally));
  }
  for (const window of taken) addTally(sum, await sumWindow(window, signal));
  return sum;
}

/** Tallies of windows are of use only while some may be read again. */
async function* mergedLedger(
  { rows }: MergeDeps,
  { recorded: { scope }, taken, holes }: MergeRequest,
  signal: AbortSignal,
): AsyncGenerator<LedgerLine> {
  const isOpen = holes.length > 0;
  const left = new Map(taken.map((window) => [window.window.from, window]));
  for await (const line of rows.ledger.of(scope)) {
    const anew = left.get(Date.parse(line.from));
    left.delete(Date.parse(line.from));
    yield anew === undefined
      ? { ...line, tally: isOpen ? line.tally : null }
      : await takenLine(scope, anew, isOpen, signal);
  }
  for (const window of left.values()) yield await takenLine(scope, window, isOpen, signal);
}
