/**
 * Reads what is committed of a night's diff. As with nights, revisions are asked for in turn until one is missing, and
 * each file counts only if it has the hash that it is named with.
 */

import type * as z from "zod";
import { StoreError } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import { diffCommitKey, type NightName } from "../../core/key.ts";
import {
  type Diff,
  type DiffCommit,
  type DiffManifest,
  diffCommitSchema,
  diffManifestSchema,
  diffSchema,
} from "../../core/schema/diff.ts";
import type { RateTest } from "../../core/schema/rate-test.ts";
import type { Regression } from "../../core/schema/regression.ts";
import { type Signals, signalsSchema } from "../../core/schema/signals.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { readRows, readStored } from "../report/read-lines.ts";

export interface CommittedDiff {
  /** Key of the commit. */
  readonly key: string;
  readonly commit: DiffCommit;
  readonly manifest: DiffManifest;
  readonly diff: Diff;
}

/** The newest revision of a night's diff, or null when there is none. */
export async function readCommittedDiff(
  store: ReportStore,
  name: NightName,
  signal: AbortSignal,
): Promise<CommittedDiff | null> {
  const newest = await newestRevision(store, name, signal);
  return newest && openDiff(store, newest, signal);
}

/** Of the newest revision the commit alone; null when there is none. Throws `StoreError` when it is no such commit. */
export async function readDiffCommit(
  store: ReportStore,
  name: NightName,
  signal: AbortSignal,
): Promise<DiffCommit | null> {
  const newest = await newestRevision(store, name, signal);
  return newest && parseAs(diffCommitSchema, newest.bytes, `${store.location}/${newest.key}`);
}

async function newestRevision(
  store: ReportStore,
  name: NightName,
  signal: AbortSignal,
): Promise<{ readonly key: string; readonly bytes: Uint8Array } | null> {
  let newest: { readonly key: string; readonly bytes: Uint8Array } | null = null;
  for (let revision = 1; ; revision += 1) {
    const key = diffCommitKey(name, revision);
    const bytes = await store.get(key, signal);
    if (bytes === null) return newest;
    newest = { key, bytes };
  }
}

/** What a commit's bytes stand for. Throws `StoreError` when any of it is missing or was changed. */
export async function openDiff(
  store: ReportStore,
  { key, bytes }: { readonly key: string; readonly bytes: Uint8Array },
  signal: AbortSignal,
): Promise<CommittedDiff> {
  const commit = parseAs(diffCommitSchema, bytes, `${store.location}/${key}`);
  const place: NightName = { family: commit.family, date: commit.night };
  if (diffCommitKey(place, commit.revision) !== key) {
    throw new StoreError(`Cannot trust ${store.location}/${key}: it is the commit of another night or revision`);
  }
  const manifest = await readDiffManifest(store, commit, signal);
  return { key, commit, manifest, diff: await readDiff(store, manifest, signal) };
}

/** Throws `StoreError` when it is missing or was changed. */
export async function readDiffManifest(
  store: ReportStore,
  commit: DiffCommit,
  signal: AbortSignal,
): Promise<DiffManifest> {
  const where = `${store.location}/${commit.manifest}`;
  const bytes = await store.get(commit.manifest, signal);
  if (bytes === null) throw new StoreError(`Cannot read the diff of ${commit.night}: ${where} is missing`);
  if (sha256Hex(bytes) === commit.manifestSha256) return parseAs(diffManifestSchema, bytes, where);
  throw new StoreError(`Cannot trust the diff of ${commit.night}: ${where} does not have the hash of its commit`);
}

async function readDiff(store: ReportStore, manifest: DiffManifest, signal: AbortSignal): Promise<Diff> {
  const file = manifest.files.find(({ dataset }) => dataset === "diff");
  if (file === undefined) throw new StoreError(`Cannot read the diff of ${manifest.night}: its manifest names none`);
  return parseAs(diffSchema, await readStored(store, file, signal), `${store.location}/${file.key}`);
}

/** What a diff signals; null where it was made before diffs did. */
export async function readSignals(
  store: ReportStore,
  { files }: DiffManifest,
  signal: AbortSignal,
): Promise<Signals | null> {
  const file = files.find(({ dataset }) => dataset === "signals");
  if (file === undefined) return null;
  return parseAs(signalsSchema, await readStored(store, file, signal), `${store.location}/${file.key}`);
}

/** What was tested in a diff, in the order in which it was written. */
export function readTests(store: ReportStore, manifest: DiffManifest, signal: AbortSignal): AsyncGenerator<RateTest> {
  const files = manifest.files.filter(({ dataset }) => dataset === "tests");
  return readRows<RateTest>(store, files, "job-audit/rate-test/v1", signal);
}

/** The lines of a diff, in the order in which they were written. */
export function readRegressions(
  store: ReportStore,
  manifest: DiffManifest,
  signal: AbortSignal,
): AsyncGenerator<Regression> {
  const files = manifest.files.filter(({ dataset }) => dataset === "regressions");
  return readRows<Regression>(store, files, "job-audit/regression/v1", signal);
}

function parseAs<T>(schema: z.ZodType<T>, bytes: Uint8Array, where: string): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
  } catch (cause) {
    throw new StoreError(`Cannot read ${where}: it was cut short, or written by another version of this program`, {
      cause,
    });
  }
}
