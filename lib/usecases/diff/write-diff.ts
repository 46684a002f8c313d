/** Writes a diff's files: its lines first. They are counted and watched as they pass, and never held. */

import { buildDiff, type DiffParts } from "../../core/diff/build-diff.ts";
import { createLineCounter } from "../../core/diff/diff-tally.ts";
import { type SignalCollector, signalsOf } from "../../core/incidents/signals-of.ts";
import { diffKey, type NightName, regressionPartKey, signalsKey, testPartKey } from "../../core/key.ts";
import type { Diff, DiffManifest } from "../../core/schema/diff.ts";
import type { QueueRow } from "../../core/schema/queue.ts";
import type { Regression } from "../../core/schema/regression.ts";
import type { NightJudgement } from "../../core/spikes/night-judgement.ts";
import type { SpikeTuning } from "../../core/spikes/spike-tuning.ts";
import type { PageRenderer } from "../../ports/page-renderer.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { toLine } from "../report/line-runs.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import { createReportWriter, type ReportWriter } from "../report/report-writer.ts";
import { judgeNight } from "../spikes/judge-night.ts";
import { comparedGroups } from "./compared-groups.ts";
import { type Comparison, historyNames } from "./comparison.ts";
import { diffRows } from "./diff-rows.ts";
import { areRecoveriesKnown } from "./input-rows.ts";
import { readFacts } from "./read-facts.ts";
import { writePage } from "./write-page.ts";

type DiffDataset = DiffManifest["files"][number]["dataset"];

export interface WrittenDiff {
  readonly diff: Diff;
  readonly files: DiffManifest["files"];
}

export interface DiffMakers {
  /** Where the nights are read. */
  readonly store: ReportStore;
  /** Where the diff is written and committed. */
  readonly output: ReportStore;
  /** Codes that are told of however few jobs have them; none unless given. What is committed stays as it is. */
  readonly alwaysAlert?: readonly string[];
  /** What a spike is; the usual unless given. What is committed stays as it is. */
  readonly tuning?: SpikeTuning;
  /** Draws the page of the night; none is written unless given. */
  readonly page?: PageRenderer;
}

/**
 * Throws `DamagedNightError` for a night of the history that cannot be believed. What was written then is named by
 * nobody. Rates are judged, and signals raised, unless the night to compare with was chosen by hand.
 */
export async function writeDiff(makers: DiffMakers, comparison: Comparison, signal: AbortSignal): Promise<WrittenDiff> {
  const { store, output } = makers;
  const name = nameOf(comparison);
  const factsOf = await readFacts(store, comparison, signal);
  const judgement = comparison.chosen ? null : await judgeNight(makers, comparison, signal);
  const signals = createSignals(makers, comparison);
  const lines = createLineCounter();
  const writer = createReportWriter<DiffDataset>(output, signal);
  const rows = diffRows(store, { comparison, factsOf, judgement, addWork: lines.addWork }, signal);
  await writer.lines("regressions", regressionPartKey(name), countedChunks(rows, [lines, signals]));
  const tests = judgement?.tested().map(({ test }) => test) ?? null;
  const diff = diffOf({ comparison, lines, tests, factsOf });
  await writer.document("diff", (sha256) => diffKey(name, sha256), diff);
  if (judgement !== null) await writeJudged(makers, { comparison, judgement, signals, diff, writer }, signal);
  return { diff, files: [...writer.files] };
}

interface Judged {
  readonly comparison: Comparison;
  readonly judgement: NightJudgement;
  /** All lines were added. */
  readonly signals: SignalCollector;
  readonly diff: Diff;
  readonly writer: ReportWriter<DiffDataset>;
}

async function writeJudged(makers: DiffMakers, judged: Judged, signal: AbortSignal): Promise<void> {
  const { comparison, judgement, signals, diff, writer } = judged;
  const { store, output, page } = makers;
  const { night } = comparison;
  const name = nameOf(comparison);
  const tests = judgement.tested().map(({ test }) => test);
  await writer.lines("tests", testPartKey(name), tests.map(toLine));
  for (const test of tests) signals.addTest(test);
  for await (const queue of nightQueues(store, comparison, signal)) signals.addQueue(queue);
  await writer.document("signals", (sha256) => signalsKey(name, sha256), signals.finish());
  if (page === undefined) return;
  const sources = { night, diff, files: writer.files, tests, pointsOf: judgement.pointsOf };
  writer.keep([{ dataset: "page", ...(await writePage({ store, output, page }, sources, signal)) }]);
}

function nameOf({ night: { manifest } }: Comparison): NightName {
  return { family: manifest.family, date: manifest.night };
}

function createSignals({ alwaysAlert = [] }: DiffMakers, comparison: Comparison): SignalCollector {
  const { family, night, status } = comparison.night.manifest;
  const { version } = comparedGroups(comparison);
  return signalsOf({ family, night, status, version, scopes: comparison.scopes, alwaysAlert });
}

type Told = Pick<DiffParts, "lines" | "tests" | "factsOf"> & { readonly comparison: Comparison };

function diffOf({ comparison, ...told }: Told): Diff {
  const { night, scopes, leftOut } = comparison;
  const history = historyNames(comparison);
  const recoveriesKnown = areRecoveriesKnown(comparison);
  return buildDiff({ night: night.manifest, history, leftOut, scopes, recoveriesKnown, ...told });
}

function nightQueues(store: ReportStore, { night }: Comparison, signal: AbortSignal): AsyncIterable<QueueRow> {
  return readRows<QueueRow>(store, filesOf(night.manifest, "queues"), "job-audit/queue/v1", signal);
}

/** Packing costs by the chunk, so that many lines make one; a large one would lie in memory for long. */
const chunkBytes = 1 << 15;

interface Watcher {
  add(row: Regression): void;
}

async function* countedChunks(rows: AsyncIterable<Regression>, watchers: readonly Watcher[]): AsyncGenerator<Buffer> {
  let chunk: Buffer[] = [];
  let bytes = 0;
  for await (const row of rows) {
    for (const watcher of watchers) watcher.add(row);
    const line = toLine(row);
    chunk.push(line);
    bytes += line.length;
    if (bytes < chunkBytes) continue;
    yield Buffer.concat(chunk);
    chunk = [];
    bytes = 0;
  }
  yield Buffer.concat(chunk);
}
