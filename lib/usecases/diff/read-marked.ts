/**
 * Rows of files whose lines hold a mark, one at a time.
 *
 * Parsing is what a diff spends its time on, so a line is parsed only where its bytes hold the mark; text in other
 * columns may hold it too, so whoever reads looks again. Lines become text one by one: a chunk that does so as a whole
 * outlives many collections.
 */

import type { ReportStore } from "../../ports/report-store.ts";
import { otherVersion, readInPlace, type StoredFile } from "../report/read-lines.ts";

export interface MarkedRows<Row extends { readonly schema: string }> {
  readonly files: readonly StoredFile[];
  readonly schema: Row["schema"];
  readonly mark: string;
}

export async function* readMarked<Row extends { readonly schema: string }>(
  store: ReportStore,
  { files, schema, mark }: MarkedRows<Row>,
  signal: AbortSignal,
): AsyncGenerator<Row> {
  const bytes = Buffer.from(mark);
  for (const file of files) {
    for await (const chunk of readInPlace(store, file, signal)) {
      for (const line of markedLines(chunk, bytes)) {
        const row: Row = JSON.parse(line);
        if (row.schema !== schema) throw otherVersion(`${store.location}/${file.key}`);
        yield row;
      }
    }
  }
}

const lineFeed = 0x0a;

/** A chunk holds whole lines, each with its line feed. */
function* markedLines(chunk: Buffer, mark: Buffer): Generator<string> {
  for (let from = 0; from < chunk.length; ) {
    const end = chunk.indexOf(lineFeed, from);
    const line = chunk.subarray(from, end);
    if (line.includes(mark)) yield line.toString("utf8");
    from = end + 1;
  }
}
