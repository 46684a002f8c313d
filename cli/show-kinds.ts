/** The kinds of rows of a report that can be shown: where they are, how they look, and what they are called. */

import { versionsIn } from "../lib/core/fingerprint/night-versions.ts";
import type { Amendment, Carried } from "../lib/core/schema/carried.ts";
import type { Finding } from "../lib/core/schema/finding.ts";
import type { Group } from "../lib/core/schema/group.ts";
import type { FileEntry, Manifest } from "../lib/core/schema/manifest.ts";
import { symptomOf } from "../lib/core/symptom.ts";
import type { ReportStore } from "../lib/ports/report-store.ts";
import { readGroups, readGroupsAt } from "../lib/usecases/report/read-groups.ts";
import { filesOf, readRows } from "../lib/usecases/report/read-lines.ts";
import { readFindings } from "../lib/usecases/report/read-rows.ts";
import { type FilteredRow, textsOfJob } from "./finding-filter.ts";
import { amendmentColumns, carriedColumns, findingColumns, groupColumns, type RowFrame } from "./render/row-columns.ts";
import type { Column } from "./render/table.ts";

export interface RowKind<Row extends FilteredRow> {
  /** As the heading has it. */
  readonly title: string;
  /** One and many, as people count them. */
  readonly words: readonly [one: string, many: string];
  /** What is said when there is none. */
  readonly none: { readonly complete: string; readonly incomplete: string };
  /** `group` is the fingerprint that is asked for, or how it begins. */
  read(store: ReportStore, manifest: Manifest, signal: AbortSignal, group?: string): AsyncIterable<Row>;
  columns(frame: RowFrame): readonly Column<Row>[];
  /** Null where rows are no jobs. */
  readonly idOf: ((row: Row) => string) | null;
  /** Empty where the columns say it all. */
  messageOf(row: Row): string;
  textsOf(row: Row): readonly string[];
  /** What a filter looks at, where it is not what was recorded. */
  filtered?(row: Row): FilteredRow;
  /** In which order a table has them; null: as they are kept. */
  readonly order: ((a: Row, b: Row) => number) | null;
}

export const findingRows: RowKind<Finding> = {
  title: "Findings",
  words: ["finding", "findings"],
  none: { complete: "No job failed or is stuck.", incomplete: "No finding in what could be read." },
  read: readFindings,
  columns: findingColumns,
  idOf: idOfJob,
  messageOf: (finding) => symptomOf(finding).message,
  textsOf: textsOfJob,
  order: null,
};

export const groupRows: RowKind<Group> = {
  title: "Groups of findings",
  words: ["group", "groups"],
  none: findingRows.none,
  read: readGroupsOf,
  columns: groupColumns,
  idOf: null,
  messageOf: ({ message }) => message,
  textsOf: ({ code, message, operation, samples }) => {
    const { templateId, templateName, rule } = operation ?? {};
    return [code, message, templateId ?? "", templateName ?? "", rule ?? "", ...samples];
  },
  order: (a, b) => Number(b.verdict === "failed") - Number(a.verdict === "failed") || b.jobs - a.jobs,
};

export const carriedRows: RowKind<Carried> = {
  title: "Carried jobs in the report",
  words: ["carried job", "carried jobs"],
  none: {
    complete: "No job of an earlier night is stuck or held still.",
    incomplete: "No job of an earlier night was seen stuck or held still; not all could be seen again.",
  },
  read: rowsOf<Carried>("carried", "job-audit/carried/v1"),
  columns: carriedColumns,
  idOf: idOfJob,
  messageOf: (job) => `${job.seen ? "" : "could not be seen again; "}${symptomOf(job).message}${retriedText(job)}`,
  textsOf: textsOfJob,
  order: null,
};

export const amendmentRows: RowKind<Amendment> = {
  title: "Amendments in the report",
  words: ["amendment", "amendments"],
  none: {
    complete: "No job of an earlier night has changed.",
    incomplete: "No job of an earlier night was seen to have changed; not all could be seen again.",
  },
  read: rowsOf<Amendment>("amendments", "job-audit/amendment/v1"),
  columns: amendmentColumns,
  idOf: idOfJob,
  messageOf: ({ verdict, ...job }) =>
    verdict === null ? "" : `${symptomOf({ ...job, verdict }).message}${retriedText(job)}`,
  textsOf: textsOfJob,
  order: null,
};

/** Lines that were written before there was the column lack it. */
function retriedText({ retriedBy }: Pick<Carried, "retriedBy">): string {
  return retriedBy ? `; ${retriedBy.jobId} did the same work since` : "";
}

function idOfJob({ jobId }: { readonly jobId: string }): string {
  return jobId;
}

/** By the newest version of fingerprints, unless one of another is asked for. */
function readGroupsOf(store: ReportStore, manifest: Manifest, signal: AbortSignal, group = ""): AsyncIterable<Group> {
  const version = versionsIn(manifest).find((each) => group.startsWith(`${each}:`));
  if (version === undefined) return readGroups(store, manifest, signal);
  return readGroupsAt(store, { manifest, version }, signal);
}

function rowsOf<Row extends { readonly schema: string }>(dataset: FileEntry["dataset"], schema: Row["schema"]) {
  return (store: ReportStore, manifest: Manifest, signal: AbortSignal) =>
    readRows<Row>(store, filesOf(manifest, dataset), schema, signal);
}
