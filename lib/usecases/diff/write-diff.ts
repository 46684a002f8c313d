/** Writes a diff's lines and its diff.json. Lines are counted as they pass, and never held. */

import { buildDiff } from "../../core/diff/build-diff.ts";
import { createLineCounter, type LineCounter } from "../../core/diff/diff-tally.ts";
import { diffKey, type NightName, regressionPartKey } from "../../core/key.ts";
import type { Diff, DiffManifest } from "../../core/schema/diff.ts";
import type { Regression } from "../../core/schema/regression.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { toLine } from "../report/line-runs.ts";
import { createReportWriter } from "../report/report-writer.ts";
import { type Comparison, historyNames } from "./comparison.ts";
import { diffRows } from "./diff-rows.ts";
import { areRecoveriesKnown } from "./input-rows.ts";
import { readFacts } from "./read-facts.ts";

export interface WrittenDiff {
  readonly diff: Diff;
  readonly files: DiffManifest["files"];
}

/** Throws `DamagedNightError` for a night of the history that cannot be believed. What was written then is named by nobody. */
export async function writeDiff(
  { store, output }: { readonly store: ReportStore; readonly output: ReportStore },
  comparison: Comparison,
  signal: AbortSignal,
): Promise<WrittenDiff> {
  const { manifest } = comparison.night;
  const name: NightName = { family: manifest.family, date: manifest.night };
  const factsOf = await readFacts(store, comparison, signal);
  const lines = createLineCounter();
  const writer = createReportWriter<"regressions" | "diff">(output, signal);
  const rows = diffRows(store, { comparison, factsOf, addWork: lines.addWork }, signal);
  await writer.lines("regressions", regressionPartKey(name), countedChunks(rows, lines));
  const { scopes, leftOut } = comparison;
  const history = historyNames(comparison);
  const recoveriesKnown = areRecoveriesKnown(comparison);
  const diff = buildDiff({ night: manifest, history, leftOut, scopes, lines, recoveriesKnown, factsOf });
  await writer.document("diff", (sha256) => diffKey(name, sha256), diff);
  return { diff, files: [...writer.files] };
}

/** Packing costs by the chunk, so that many lines make one; a large one would lie in memory for long. */
const chunkBytes = 1 << 15;

async function* countedChunks(rows: AsyncIterable<Regression>, lines: LineCounter): AsyncGenerator<Buffer> {
  let chunk: Buffer[] = [];
  let bytes = 0;
  for await (const row of rows) {
    lines.add(row);
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
