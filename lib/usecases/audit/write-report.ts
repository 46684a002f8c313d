/** Writes the files of a night, dataset by dataset. The manifest and commit come after. */

import { durationsRow } from "../../core/durations.ts";
import { isoInstant, isoSpan } from "../../core/instant.ts";
import { nightPartKey, scopePartKey, summaryKey } from "../../core/key.ts";
import { compareText } from "../../core/order.ts";
import { holeRow, queueRow } from "../../core/rows.ts";
import type { LedgerLine } from "../../core/schema/ledger.ts";
import type { ScopeSummary, Summary } from "../../core/schema/summary.ts";
import { addTally, countsOf, emptyTally, failureRate, operationsOf } from "../../core/tally.ts";
import type { PlacedQueue } from "../discover/discovery.ts";
import type { Rechecked } from "../recheck/rechecked.ts";
import { toLine } from "../report/line-runs.ts";
import type { LineChunks } from "../report/parts.ts";
import type { ReportWriter } from "../report/report-writer.ts";
import type { Run } from "../report/spool.ts";
import type { JudgedScope } from "./judge-readings.ts";
import type { NightPlan } from "./night-plan.ts";
import type { ScopeReading, WindowReading } from "./walk-scopes.ts";

export async function writeReport(
  writer: ReportWriter,
  plan: NightPlan,
  content: {
    readonly scopes: readonly JudgedScope[];
    readonly queues: readonly PlacedQueue[];
    readonly rechecked: Rechecked;
    readonly complete: boolean;
  },
  signal: AbortSignal,
): Promise<void> {
  const { scopes, queues, rechecked, complete } = content;
  const ofScopes = async (dataset: "findings" | "open") => {
    for (const { reading } of scopes) {
      const runs = reading.windows.flatMap(({ rows }) => rows[dataset]);
      await writer.lines(dataset, scopePartKey(dataset, plan.name, reading.planned.scope), readRuns(runs, signal));
    }
  };
  const ofNight = (dataset: NightDataset, lines: LineChunks) =>
    writer.lines(dataset, nightPartKey(dataset, plan.name), lines);
  await ofScopes("findings");
  await ofNight("groups", readRuns(groupRuns(scopes), signal));
  await ofScopes("open");
  await ofNight("carried", readRuns(rechecked.carried, signal));
  await ofNight("amendments", readRuns(rechecked.amendments, signal));
  await ofNight("recoveries", readRuns(recoveryRuns(scopes), signal));
  await ofNight("queues", queueLines(plan, queues));
  await ofNight("ledgers", ledgerLines(scopes));
  const summary = summarise(plan, scopes, complete);
  await writer.document("summaries", (sha256) => summaryKey(plan.name, sha256), summary);
}

type NightDataset = Parameters<typeof nightPartKey>[0];

function groupRuns(scopes: readonly JudgedScope[]): readonly Run[] {
  return scopes.flatMap(({ reading }) => reading.groups);
}

function recoveryRuns(scopes: readonly JudgedScope[]): readonly Run[] {
  return scopes.flatMap(({ reading }) => reading.windows.flatMap(({ rows }) => rows.recoveries));
}

async function* readRuns(runs: readonly Run[], signal: AbortSignal): AsyncGenerator<Buffer> {
  for (const run of runs) yield await run.read(signal);
}

function queueLines({ name }: NightPlan, queues: readonly PlacedQueue[]): Buffer[] {
  const key = ({ region, name: bucket, queue }: PlacedQueue) => [region, bucket, queue.queueId].join("/");
  return [...queues]
    .sort((a, b) => compareText(key(a), key(b)))
    .map(({ name: bucket, region, queue }) => toLine(queueRow({ family: name.family, region, bucket }, queue)));
}

function* ledgerLines(scopes: readonly JudgedScope[]): Generator<Buffer> {
  for (const { reading } of scopes) {
    for (const window of reading.windows) yield toLine(ledgerLine(reading, window));
  }
}

function ledgerLine({ planned: { scope } }: ScopeReading, { window, walk, counts }: WindowReading): LedgerLine {
  return {
    schema: "job-audit/ledger/v1",
    ...scope,
    ...isoSpan(window),
    ...walk.counts,
    jobs: counts.jobs,
    byState: counts.byState,
    order: walk.ordered ? "kept" : "broken",
    end: walk.holes.length === 0 ? "no-token" : "hole",
    holes: walk.holes.map((hole) => holeRow({ ...scope, ...hole })),
  };
}

function summarise(plan: NightPlan, scopes: readonly JudgedScope[], complete: boolean): Summary {
  const whole = emptyTally();
  for (const { tally } of scopes) addTally(whole, tally);
  return {
    schema: "job-audit/summary/v1",
    family: plan.name.family,
    night: plan.name.date,
    span: isoSpan(plan.span),
    asOf: isoInstant(plan.asOf),
    complete,
    ...countsOf(whole),
    scopes: scopes.map(summariseScope),
  };
}

function summariseScope({ reading, tally, holes }: JudgedScope): ScopeSummary {
  return {
    ...reading.planned.scope,
    complete: holes.length === 0,
    ...countsOf(tally),
    failureRate: failureRate(tally),
    wait: durationsRow(tally.wait),
    run: durationsRow(tally.run),
    operations: operationsOf(tally),
  };
}
