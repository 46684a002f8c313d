/**
 * Fetches a committed night whole from one store into another, under the same keys.
 *
 * Every file is checked before it gets its name, and a file that is there already is not loaded again, so a fetch that
 * was cut off goes on where it stood. Commits come last, the first revision last of all: until it is there, a reader
 * of the other store sees no night.
 */

import { sha256Hex } from "../../core/hash.ts";
import type { NightName } from "../../core/key.ts";
import type { DiffCommit, DiffManifest } from "../../core/schema/diff.ts";
import type { Commit, Manifest } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { claimBytes, isThere } from "./copy-file.ts";
import { findDiffTrail, findNightTrail, type Trail } from "./find-trails.ts";
import { bytesOf, type LoadDeps, loadFiles } from "./load-files.ts";
import { assertNightKey } from "./night-key.ts";
import type { StoredBytes } from "./read-trail.ts";

export interface FetchRequest {
  readonly name: NightName;
  /** Null: the newest. */
  readonly revision: number | null;
}

export interface FetchResult {
  readonly night: Fetched<Commit, Manifest>;
  /** The newest diff of this revision, if there is one. */
  readonly diff: Fetched<DiffCommit, DiffManifest> | null;
  /** Files that the manifests name, and how much of them had to be loaded; the rest was there. */
  readonly files: number;
  readonly bytes: number;
  readonly loadedFiles: number;
  readonly loadedBytes: number;
}

interface Fetched<AnyCommit, AnyManifest> {
  /** Of the commit. */
  readonly key: string;
  readonly commit: AnyCommit;
  readonly manifest: AnyManifest;
}

/**
 * Null when the night, or that revision of it, is not committed. Throws `StoreError` when what is stored does not hold,
 * or when the other store has something else under one of the keys: then nothing was loaded.
 */
export async function fetchNight(
  deps: LoadDeps,
  { name, revision }: FetchRequest,
  signal: AbortSignal,
): Promise<FetchResult | null> {
  const night = await findNightTrail(deps.from, name, revision, signal);
  if (night === null) return null;
  const diff = await findDiffTrail(deps.from, name, night.last.commit.manifest, signal);
  const files = [...night.stored.manifest.files, ...(diff?.stored.manifest.files ?? [])];
  for (const { key, dataset } of files) assertNightKey(key, dataset, name);
  const papers = inOrder(night, diff);
  for (const { key, bytes } of papers) await isThere(deps.to, { key, sha256: sha256Hex(bytes) }, signal);
  const loaded = await loadFiles(deps, files, signal);
  await claimAll(deps.to, papers, signal);
  return {
    night: fetched(night),
    diff: diff && fetched(diff),
    ...{ files: files.length, bytes: bytesOf(files), loadedFiles: loaded.length, loadedBytes: bytesOf(loaded) },
  };
}

/** Manifests, then commits: those of the diff first, and in each trail the first revision last. */
function inOrder(night: Trail<Commit, Manifest>, diff: Trail<DiffCommit, DiffManifest> | null): readonly StoredBytes[] {
  const diffSteps = diff?.steps.toReversed() ?? [];
  return [...(diff === null ? [] : [diff.stored]), night.stored, ...diffSteps, ...night.steps.toReversed()];
}

async function claimAll(to: ReportStore, papers: readonly StoredBytes[], signal: AbortSignal): Promise<void> {
  for (const paper of papers) await claimBytes(to, paper, signal);
}

function fetched<AnyCommit, AnyManifest>(trail: Trail<AnyCommit, AnyManifest>): Fetched<AnyCommit, AnyManifest> {
  const { last, stored } = trail;
  return { key: last.key, commit: last.commit, manifest: stored.manifest };
}
