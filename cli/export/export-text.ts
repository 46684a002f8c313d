/** Rows of reports as text of one format, chunk by chunk. */

import type { FilteredRow } from "../finding-filter.ts";
import { jsonLine } from "../render/json-line.ts";
import { csvHead, csvLines } from "./csv-text.ts";
import type { ExportCounts } from "./export-counts.ts";
import type { ExportKind, FailedJob } from "./export-kinds.ts";
import { addressOf } from "./failed-input.ts";
import type { ReportRows } from "./report-rows.ts";
import { createSeen } from "./seen.ts";

type Reports<Row> = AsyncIterable<ReportRows<Row>>;

const batchRows = 500;

export async function* jsonlText<Row>(reports: Reports<Row>, counts: ExportCounts): AsyncGenerator<string> {
  for await (const { rows } of reports) {
    for await (const batch of inBatches(rows)) {
      counts.lines += batch.length;
      yield batch.map(jsonLine).join("");
    }
  }
}

/** `bom`: a mark by which Excel knows UTF-8. */
export async function* csvText<Row extends FilteredRow>(
  { columns }: Pick<ExportKind<Row>, "columns">,
  reports: Reports<Row>,
  counts: ExportCounts,
  bom: boolean,
): AsyncGenerator<string> {
  yield (bom ? "\ufeff" : "") + csvHead(columns);
  for await (const { rows, queueNames } of reports) {
    for await (const batch of inBatches(rows)) {
      counts.lines += batch.length;
      yield csvLines(columns, batch, queueNames);
    }
  }
}

/** Each input once, where it failed first. */
export async function* urlFileText(reports: Reports<FailedJob>, counts: ExportCounts): AsyncGenerator<string> {
  const seen = createSeen();
  for await (const { rows } of reports) {
    for await (const batch of inBatches(rows)) {
      const urls = batch.map((job) => addressOf(job, counts)).filter((url) => url !== null && seen.isNew(url));
      counts.lines += urls.length;
      yield urls.map((url) => `${url}\n`).join("");
    }
  }
}

async function* inBatches<Row>(rows: AsyncIterable<Row>): AsyncGenerator<readonly Row[]> {
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
