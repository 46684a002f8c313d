/** What can be exported: the rows, where they are, and the columns of a table of them. */

import type { Amendment } from "../../lib/core/schema/carried.ts";
import type { Finding } from "../../lib/core/schema/finding.ts";
import type { Manifest } from "../../lib/core/schema/manifest.ts";
import type { ReportStore } from "../../lib/ports/report-store.ts";
import { type FilteredRow, textsOfJob } from "../finding-filter.ts";
import { amendmentRows, carriedRows, findingRows, groupRows, type RowKind } from "../show-kinds.ts";
import {
  amendmentColumns,
  type CsvColumn,
  carriedColumns,
  failedInputColumns,
  findingColumns,
  groupColumns,
} from "./csv-columns.ts";

export interface ExportKind<Row extends FilteredRow> extends Pick<RowKind<Row>, "read" | "textsOf" | "words"> {
  readonly columns: readonly CsvColumn<Row>[];
  /** Unless another verdict is asked for. */
  readonly verdict: string | null;
}

/** A job that failed in its own night, or was seen to have failed in a later one. */
export type FailedJob = Finding | Amendment;

export const failedInputs: ExportKind<FailedJob> = {
  read: readFailed,
  textsOf: textsOfJob,
  words: ["failed job", "failed jobs"],
  columns: failedInputColumns,
  verdict: "failed",
};

export const exportedFindings: ExportKind<Finding> = { ...findingRows, columns: findingColumns, verdict: null };
export const exportedGroups = { ...groupRows, columns: groupColumns, verdict: null };
export const exportedCarried = { ...carriedRows, columns: carriedColumns, verdict: null };
export const exportedAmendments = { ...amendmentRows, columns: amendmentColumns, verdict: null };

/** Jobs of earlier nights come last: they were learned of last. */
async function* readFailed(
  store: ReportStore,
  manifest: Manifest,
  signal: AbortSignal,
): AsyncGenerator<FailedJob, void, undefined> {
  yield* findingRows.read(store, manifest, signal);
  yield* amendmentRows.read(store, manifest, signal);
}
