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
  const values = (row: JobRow) => new Map<string, unknown>(Object.entries(row));
  const [old, now] = [values(before), values(after)];
  const names = new Set([...old.keys(), ...now.keys()]);
  return [...names].filter((name) => JSON.stringify(old.get(name)) !== JSON.stringify(now.get(name)));
}
