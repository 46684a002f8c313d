/**
 * Two revisions of one night, compared job by job.
 *
 * Both hold rows of the same jobs in the same order, so one merge tells them apart. Of each
 * two packed files and a piece of one are in memory.
 */

import { type JobChange, type JobDataset, type JobRow, jobChange, rowsOf } from "../../core/diff/job-change.ts";
import { StoreError } from "../../core/errors.ts";
import type { LineStart } from "../../core/row-key.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { readAhead } from "../report/read-ahead.ts";
import { asRow, otherVersion } from "../report/read-lines.ts";
import { compareLines } from "./compare-lines.ts";
import { type JobFiles, jobFilesOf } from "./job-files.ts";
import { joinLines } from "./join-lines.ts";

/** What the manifests of both say of their files. */
export interface RevisionPair {
  readonly before: Pick<Manifest, "files">;
  readonly after: Pick<Manifest, "files">;
}

/**
 * Rows that only one revision has, and those that differ; by dataset, in each in the order of its files. Files that both
 * revisions name are not read. Throws `StoreError` for a file that is missing, was changed, or is not in order.
 */
export async function* jobChanges(
  store: ReportStore,
  { before, after }: RevisionPair,
  signal: AbortSignal,
): AsyncGenerator<JobChange> {
  for (const files of jobFilesOf(before, after)) yield* changesIn(store, files, signal);
}

const schemas = {
  findings: "job-audit/finding/v1",
  open: "job-audit/open-job/v1",
  carried: "job-audit/carried/v1",
  amendments: "job-audit/amendment/v1",
  recoveries: "job-audit/recovery/v1",
} as const satisfies Record<JobDataset, JobRow["schema"]>;

async function* changesIn(store: ReportStore, files: JobFiles, signal: AbortSignal): AsyncGenerator<JobChange> {
  const { dataset, folder } = files;
  const where = `${store.location}/${folder}`;
  const compare = (a: LineStart, b: LineStart) => {
    const order = compareLines[dataset](a, b);
    if (order === null) throw otherVersion(where);
    return order;
  };
  const rowOf = (line: Buffer) => asRow<JobRow>(line.toString("utf8"), schemas[dataset], where);
  const unordered = () => new StoreError(`Cannot trust the report: ${where} is not in order`);
  const streams = { before: readAhead(store, files.before, signal), after: readAhead(store, files.after, signal) };
  for await (const changes of joinLines({ ...streams, compare, unordered })) {
    for (const lines of changes) yield jobChange(dataset, rowsOf(lines, rowOf));
  }
}
