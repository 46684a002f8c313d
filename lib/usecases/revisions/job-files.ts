/** Which files of two revisions have to be read to compare them: those that hold rows of jobs, and that differ. */

import { type JobDataset, jobDatasets } from "../../core/diff/job-change.ts";
import { compareText } from "../../core/order.ts";
import type { FileEntry, Manifest } from "../../core/schema/manifest.ts";
import { filesOf } from "../report/read-lines.ts";

/** Files of one folder: of findings and open jobs that is a scope, of other rows the night. In their order. */
export interface JobFiles {
  readonly dataset: JobDataset;
  readonly folder: string;
  readonly before: readonly FileEntry[];
  readonly after: readonly FileEntry[];
}

type Files = Pick<Manifest, "files">;

/** In the order of datasets, in each by folder. */
export function jobFilesOf(before: Files, after: Files): readonly JobFiles[] {
  return jobDatasets.flatMap((dataset) => {
    const [all, others] = [filesOf(before, dataset), filesOf(after, dataset)];
    const [old, now] = [byFolder(without(all, others)), byFolder(without(others, all))];
    const folders = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
    return folders.map((folder) => ({
      dataset,
      folder,
      before: old.get(folder) ?? [],
      after: now.get(folder) ?? [],
    }));
  });
}

/** What has the same hash is in both, row by row, wherever among the files it stands. */
function without(files: readonly FileEntry[], others: readonly FileEntry[]): readonly FileEntry[] {
  const known = new Set(others.map(({ sha256 }) => sha256));
  return files.filter(({ sha256 }) => !known.has(sha256));
}

function byFolder(files: readonly FileEntry[]): ReadonlyMap<string, readonly FileEntry[]> {
  const folders = new Map<string, FileEntry[]>();
  for (const file of files) {
    const folder = file.key.slice(0, file.key.lastIndexOf("/"));
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return folders;
}
