/** Writes the files of a night, dataset by dataset. The manifest and commit come after. */

import { isoInstant, isoSpan } from "../../core/instant.ts";
import { type NightName, nightPartKey, scopePartKey, summaryKey } from "../../core/key.ts";
import { compareText } from "../../core/order.ts";
import { queueRow } from "../../core/rows.ts";
import type { FileEntry } from "../../core/schema/manifest.ts";
import type { ScopeSummary, Summary } from "../../core/schema/summary.ts";
import type { ThresholdRow } from "../../core/schema/threshold.ts";
import { addTally, countsOf, emptyTally } from "../../core/tally.ts";
import { tallyFromRow } from "../../core/tally-row.ts";
import type { PlacedQueue } from "../discover/discovery.ts";
import type { Rechecked } from "../recheck/rechecked.ts";
import { toLine } from "../report/line-runs.ts";
import type { LineChunks } from "../report/parts.ts";
import { readRuns } from "../report/read-runs.ts";
import type { ReportWriter } from "../report/report-writer.ts";
import type { NightThresholds } from "../thresholds/night-thresholds.ts";
import type { JudgedScope } from "./judge-readings.ts";
import type { NightPlan } from "./night-plan.ts";
import { scopeReport } from "./scope-report.ts";

/** Lines that are to be written, or the files in which an earlier revision wrote them. */
export type Told = { readonly lines: LineChunks } | { readonly files: readonly FileEntry[] };

/** What a report tells of one scope. Lines are read once, dataset by dataset, scopes in their order. */
export interface ScopeReport {
  readonly summary: ScopeSummary;
  readonly findings: Told;
  readonly open: Told;
  readonly groups: LineChunks;
  readonly recoveries: LineChunks;
  readonly ledger: LineChunks;
}

export interface ReportContent {
  /** In their order. */
  readonly scopes: readonly ScopeReport[];
  readonly carried: Told;
  readonly amendments: Told;
  readonly queues: Told;
  /** By which the jobs of each scope are judged; none where nothing is learned. */
  readonly thresholds: readonly ThresholdRow[];
  readonly complete: boolean;
}

type ReportFrame = Pick<NightPlan, "name" | "span" | "asOf">;

/** Of a night that was audited. */
export async function writeReport(
  writer: ReportWriter,
  plan: NightPlan,
  content: {
    readonly scopes: readonly JudgedScope[];
    readonly queues: readonly PlacedQueue[];
    readonly rechecked: Rechecked;
    readonly thresholds: NightThresholds;
    readonly complete: boolean;
  },
  signal: AbortSignal,
): Promise<void> {
  const { scopes, queues, rechecked, thresholds, complete } = content;
  await writeContent(writer, plan, {
    scopes: scopes.map((scope) => scopeReport(scope, signal)),
    carried: { lines: readRuns(rechecked.carried, signal) },
    amendments: { lines: readRuns(rechecked.amendments, signal) },
    queues: { lines: queueLines(plan.name, queues) },
    thresholds: thresholds.rowsOf(scopes.map(({ reading }) => reading.planned.scope)),
    complete,
  });
}

export async function writeContent(writer: ReportWriter, frame: ReportFrame, content: ReportContent): Promise<void> {
  const { scopes } = content;
  const ofNight = (dataset: NightDataset, told: Told) => tell(writer, dataset, nightPartKey(dataset, frame.name), told);
  await writeScopes(writer, frame, "findings", scopes);
  await ofNight("groups", { lines: inTurn(scopes.map(({ groups }) => groups)) });
  await writeScopes(writer, frame, "open", scopes);
  await ofNight("carried", content.carried);
  await ofNight("amendments", content.amendments);
  await ofNight("recoveries", { lines: inTurn(scopes.map(({ recoveries }) => recoveries)) });
  await ofNight("queues", content.queues);
  await ofNight("ledgers", { lines: inTurn(scopes.map(({ ledger }) => ledger)) });
  await ofNight("thresholds", { lines: content.thresholds.map(toLine) });
  await writer.document("summaries", (sha256) => summaryKey(frame.name, sha256), summarise(frame, content));
}

type NightDataset = Parameters<typeof nightPartKey>[0];

async function writeScopes(
  writer: ReportWriter,
  { name }: ReportFrame,
  dataset: "findings" | "open",
  scopes: readonly ScopeReport[],
): Promise<void> {
  for (const scope of scopes) {
    await tell(writer, dataset, scopePartKey(dataset, name, scope.summary), scope[dataset]);
  }
}

async function tell(
  writer: ReportWriter,
  dataset: FileEntry["dataset"],
  keyOf: ReturnType<typeof nightPartKey>,
  told: Told,
): Promise<void> {
  if ("lines" in told) await writer.lines(dataset, keyOf, told.lines);
  else writer.keep(told.files);
}

async function* inTurn(all: readonly LineChunks[]): AsyncGenerator<Buffer> {
  for (const lines of all) yield* lines;
}

function queueLines({ family }: NightName, queues: readonly PlacedQueue[]): Buffer[] {
  const key = ({ region, name: bucket, queue }: PlacedQueue) => [region, bucket, queue.queueId].join("/");
  return [...queues]
    .sort((a, b) => compareText(key(a), key(b)))
    .map(({ name: bucket, region, queue }) => toLine(queueRow({ family, region, bucket }, queue)));
}

function summarise({ name, span, asOf }: ReportFrame, { scopes, complete }: ReportContent): Summary {
  const whole = emptyTally();
  for (const { summary } of scopes) addTally(whole, tallyFromRow(summary));
  return {
    schema: "job-audit/summary/v1",
    family: name.family,
    night: name.date,
    span: isoSpan(span),
    asOf: isoInstant(asOf),
    complete,
    ...countsOf(whole),
    scopes: scopes.map(({ summary }) => summary),
  };
}
