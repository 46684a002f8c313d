/** Which diffs are committed, each asked for by its night, and what they signal. */

import pMap from "p-map";
import { StoreError } from "../../core/errors.ts";
import type { FamilyName } from "../../core/family.ts";
import type { FoldedDiff } from "../../core/incidents/fold.ts";
import type { DiffCommit } from "../../core/schema/diff.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { readDiffCommit, readDiffManifest, readSignals } from "../diff/read-diff.ts";

const nightsAtOnce = 8;

/** Commits of the newest revisions, by night. A commit that cannot be read counts as none. */
export type DiffCommits = ReadonlyMap<string, DiffCommit>;

export async function readDiffCommits(
  store: ReportStore,
  { family, dates }: { readonly family: FamilyName; readonly dates: readonly string[] },
  signal: AbortSignal,
): Promise<DiffCommits> {
  const read = async (date: string) => orNull(readDiffCommit(store, { family, date }, signal));
  const commits = await pMap(dates, read, { concurrency: nightsAtOnce });
  return new Map(commits.filter((commit) => commit !== null).map((commit) => [commit.night, commit]));
}

/** What is damaged, or was written before there were signals, signals nothing; the night is passed over then. */
export async function readFoldedDiff(store: ReportStore, commit: DiffCommit, signal: AbortSignal): Promise<FoldedDiff> {
  const { family, night, manifest } = commit;
  const read = async () => readSignals(store, await readDiffManifest(store, commit, signal), signal);
  return { family, night, manifest, signals: await orNull(read()) };
}

async function orNull<Value>(reading: Promise<Value | null>): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}
