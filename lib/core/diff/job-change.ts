/** What became of one job's row from one revision of a night to another. */

import type { Amendment, Carried } from "../schema/carried.ts";
import type { Finding, OpenJob } from "../schema/finding.ts";
import type { Recovery } from "../schema/recovery.ts";

/** Datasets whose rows are of one job each, in the order in which they are compared. */
export const jobDatasets = ["findings", "open", "carried", "amendments", "recoveries"] as const;
export type JobDataset = (typeof jobDatasets)[number];

export type JobRow = Finding | OpenJob | Carried | Amendment | Recovery;

export interface JobChange {
  readonly dataset: JobDataset;
  readonly change: "added" | "removed" | "changed";
  /** Names of those that differ; none of a row that only one revision has. */
  readonly columns: readonly string[];
  readonly before: JobRow | null;
  readonly after: JobRow | null;
}

export function jobChange(dataset: JobDataset, before: JobRow | null, after: JobRow | null): JobChange {
  if (before === null) return { dataset, change: "added", columns: [], before, after };
  if (after === null) return { dataset, change: "removed", columns: [], before, after };
  return { dataset, change: "changed", columns: columnsThatDiffer(before, after), before, after };
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
