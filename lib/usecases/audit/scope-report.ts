/** What a report tells of a scope that was read: its rows, how each window was read, and what it all comes to. */

import { durationsRow } from "../../core/durations.ts";
import { isoSpan } from "../../core/instant.ts";
import { holeRow } from "../../core/rows.ts";
import type { LedgerLine } from "../../core/schema/ledger.ts";
import type { ScopeSummary } from "../../core/schema/summary.ts";
import type { TallyRow } from "../../core/schema/tally.ts";
import type { Scope } from "../../core/scope.ts";
import { countsOf, failureRate, operationsOf, type Tally } from "../../core/tally.ts";
import { toLine } from "../report/line-runs.ts";
import { readRuns } from "../report/read-runs.ts";
import type { JudgedScope } from "./judge-readings.ts";
import type { WindowReading } from "./walk-scopes.ts";
import type { ScopeReport } from "./write-report.ts";

export function scopeReport({ reading, tally, holes }: JudgedScope, signal: AbortSignal): ScopeReport {
  const { windows, groups, planned } = reading;
  const runsOf = (dataset: "findings" | "open" | "recoveries") =>
    readRuns(
      windows.flatMap(({ rows }) => rows[dataset]),
      signal,
    );
  return {
    summary: scopeSummary(planned.scope, tally, holes.length === 0),
    findings: { lines: runsOf("findings") },
    open: { lines: runsOf("open") },
    groups: readRuns(groups, signal),
    recoveries: runsOf("recoveries"),
    ledger: ledgerLines(planned.scope, windows, holes.length > 0, signal),
  };
}

export function scopeSummary(scope: Scope, tally: Tally, complete: boolean): ScopeSummary {
  return {
    ...scope,
    complete,
    ...countsOf(tally),
    failureRate: failureRate(tally),
    wait: durationsRow(tally.wait),
    run: durationsRow(tally.run),
    operations: operationsOf(tally),
  };
}

/** Where windows may be read again by a repair, the tallies of the others are kept: sketches cannot be subtracted. */
async function* ledgerLines(
  scope: Scope,
  windows: readonly WindowReading[],
  withTally: boolean,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for (const window of windows) {
    const tally: TallyRow | null = withTally ? JSON.parse((await window.tally.read(signal)).toString("utf8")) : null;
    yield toLine(ledgerLine(scope, window, tally));
  }
}

export function ledgerLine(
  scope: Scope,
  { window, walk, counts }: Pick<WindowReading, "window" | "walk" | "counts">,
  tally: TallyRow | null,
): LedgerLine {
  const { rate, ...read } = walk.counts;
  return {
    schema: "job-audit/ledger/v1",
    ...scope,
    ...isoSpan(window),
    ...read,
    ...(rate > 0 && { rate }),
    jobs: counts.jobs,
    byState: counts.byState,
    order: walk.ordered ? "kept" : "broken",
    end: walk.holes.length === 0 ? "no-token" : "hole",
    holes: walk.holes.map((hole) => holeRow({ ...scope, ...hole })),
    tally,
  };
}
