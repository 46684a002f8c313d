/** Loads the files that manifests name from one store into another, but for those that are there already. */

import pMap from "p-map";
import type { StoredFile } from "../report/read-lines.ts";
import { isThere, loadFile, type Stores } from "./copy-file.ts";

export interface LoadDeps extends Stores {
  /** Files at the same time; each is in memory whole. */
  readonly concurrency: number;
  onProgress(progress: FetchProgress): void;
}

export interface FetchProgress {
  readonly files: number;
  readonly bytes: number;
  readonly allFiles: number;
  readonly allBytes: number;
}

/** Resolves with what had to be loaded. Everything that is there is looked at before anything is loaded. */
export async function loadFiles(
  deps: LoadDeps,
  files: readonly StoredFile[],
  signal: AbortSignal,
): Promise<readonly StoredFile[]> {
  const { concurrency, to } = deps;
  const missing: StoredFile[] = [];
  await eachOf(files, concurrency, async (file) => {
    if (!(await isThere(to, file, signal))) missing.push(file);
  });
  const progress = countProgress(deps, files, missing);
  await eachOf(missing, concurrency, async (file) => {
    await loadFile(deps, file, signal);
    progress(file);
  });
  return missing;
}

function countProgress(deps: LoadDeps, files: readonly StoredFile[], missing: readonly StoredFile[]) {
  const all = { allFiles: files.length, allBytes: bytesOf(files) };
  const done = { files: files.length - missing.length, bytes: all.allBytes - bytesOf(missing) };
  deps.onProgress({ ...done, ...all });
  return ({ bytes }: StoredFile) => {
    done.files += 1;
    done.bytes += bytes;
    deps.onProgress({ ...done, ...all });
  };
}

export function bytesOf(files: readonly StoredFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Begins nothing after a failure, and waits for what had begun: nothing is written behind who is told of it. */
async function eachOf(
  files: readonly StoredFile[],
  concurrency: number,
  work: (file: StoredFile) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  const guarded = async (file: StoredFile) => {
    if (failures.length === 0) await work(file).catch((failure: unknown) => failures.push(failure));
  };
  await pMap(files, guarded, { concurrency });
  if (failures.length > 0) throw failures[0];
}
