/** What became of one job's row from one revision of a night to another. */

import type { Amendment, Carried } from "../schema/carried.ts";
import type { Finding, OpenJob } from "../schema/finding.ts";
import type { Recovery } from "../schema/recovery.ts";

/** Datasets whose rows are of one job each, in the order in which they are compared. */
export const jobDatasets = ["findings", "open", "carried", "amendments", "recoveries"] as const;
export type JobDataset = (typeof jobDatasets)[number];

export type JobRow = Finding | OpenJob | Carried | Amendment | Recovery;

/** What one of two sides has at least. */
export type Compared<Value> =
  | { readonly before: null; readonly after: Value }
  | { readonly before: Value; readonly after: null }
  | { readonly before: Value; readonly after: Value };

export type JobChange = Compared<JobRow> & {
  readonly dataset: JobDataset;
  readonly change: "added" | "removed" | "changed";
  /** Names of those that differ; none of a row that only one revision has. */
  readonly columns: readonly string[];
};

export function jobChange(dataset: JobDataset, rows: Compared<JobRow>): JobChange {
  if (rows.before === null) return { dataset, change: "added", columns: [], ...rows };
  if (rows.after === null) return { dataset, change: "removed", columns: [], ...rows };
  return { dataset, change: "changed", columns: columnsThatDiffer(rows.before, rows.after), ...rows };
}

/** The rows of lines, of each side that is there. */
export function rowsOf(lines: Compared<Buffer>, rowOf: (line: Buffer) => JobRow): Compared<JobRow> {
  if (lines.before === null) return { before: null, after: rowOf(lines.after) };
  if (lines.after === null) return { before: rowOf(lines.before), after: null };
  return { before: rowOf(lines.before), after: rowOf(lines.after) };
}

function columnsThatDiffer(before: JobRow, after: JobRow): readonly string[] {
  const [old, now] = [columnsOf(before), columnsOf(after)];
  const names = [...Object.keys(old), ...Object.keys(now).filter((name) => !Object.hasOwn(old, name))];
  return names.filter((name) => !isSame(old[name], now[name]));
}

function columnsOf(row: JobRow): Readonly<Record<string, unknown>> {
  return { ...row };
}

/** Most columns are text, and most of those alike. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === "object" && typeof b === "object" && JSON.stringify(a) === JSON.stringify(b));
}
