/**
 * Reads what is committed. Nothing is decided by a list: revisions are asked for in turn until one is missing, and a
 * manifest counts only if it has the hash that its commit names.
 */

import { StoreError } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import { commitKey, type NightName } from "../../core/key.ts";
import { shiftNight } from "../../core/night.ts";
import { type Commit, commitSchema, type Manifest, manifestSchema } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";

export interface CommittedNight {
  /** Key of the commit. */
  readonly key: string;
  readonly commit: Commit;
  readonly manifest: Manifest;
}

/** The newest revision of a night, or null when the night is not committed. */
export async function readCommittedNight(
  store: ReportStore,
  night: NightName,
  signal: AbortSignal,
): Promise<CommittedNight | null> {
  const newest = (await readRevisions(store, night, signal)).at(-1);
  return newest === undefined ? null : { ...newest, manifest: await readManifest(store, newest.commit, signal) };
}

/** The commit of a night's newest revision, or null when the night is not committed. No manifest is read. */
export async function readNewestCommit(
  store: ReportStore,
  night: NightName,
  signal: AbortSignal,
): Promise<Commit | null> {
  return (await readRevisions(store, night, signal)).at(-1)?.commit ?? null;
}

/** The newest revision of a night among those that were committed before an instant, or null when there is none. */
export async function readNightKnownAt(
  store: ReportStore,
  night: NightName,
  before: number,
  signal: AbortSignal,
): Promise<CommittedNight | null> {
  const revisions = await readRevisions(store, night, signal);
  const known = revisions.filter(({ commit }) => Date.parse(commit.committedAt) < before).at(-1);
  return known === undefined ? null : { ...known, manifest: await readManifest(store, known.commit, signal) };
}

/** The revision of a night that has this manifest; null where no commit names it. */
export async function readNightNamed(
  store: ReportStore,
  night: NightName,
  manifest: string,
  signal: AbortSignal,
): Promise<CommittedNight | null> {
  const named = (await readRevisions(store, night, signal)).find(({ commit }) => commit.manifest === manifest);
  return named === undefined ? null : { ...named, manifest: await readManifest(store, named.commit, signal) };
}

/** One revision of a night; null where it is not committed. */
export async function readRevision(
  store: ReportStore,
  { revision, ...night }: NightName & { readonly revision: number },
  signal: AbortSignal,
): Promise<CommittedNight | null> {
  const found = (await readRevisions(store, night, signal))[revision - 1];
  return found === undefined ? null : { ...found, manifest: await readManifest(store, found.commit, signal) };
}

type Revision = Pick<CommittedNight, "key" | "commit">;

/** Every revision of a night, the oldest first. */
async function readRevisions(store: ReportStore, night: NightName, signal: AbortSignal): Promise<readonly Revision[]> {
  const revisions: Revision[] = [];
  for (let revision = 1; ; revision += 1) {
    const key = commitKey(night, revision);
    const bytes = await store.get(key, signal);
    if (bytes === null) return revisions;
    const commit = parseCommit(bytes);
    if (commit === null) throw new StoreError(`Cannot read ${store.location}/${key}: it is not a commit`);
    if (commit.family !== night.family || commit.night !== night.date || commit.revision !== revision) {
      throw new StoreError(`Cannot trust ${store.location}/${key}: it is the commit of another night or revision`);
    }
    revisions.push({ key, commit });
  }
}

/** The newest committed night before `date`, at most `days` back. */
export async function readPreviousNight(
  store: ReportStore,
  night: NightName,
  days: number,
  signal: AbortSignal,
): Promise<CommittedNight | null> {
  for (let back = 1; back <= days; back += 1) {
    const date = shiftNight(night.date, -back);
    const found = await readCommittedNight(store, { family: night.family, date }, signal);
    if (found !== null) return found;
  }
  return null;
}

/** Null for bytes that are no commit: what was cut short counts for nothing. */
export function parseCommit(bytes: Uint8Array): Commit | null {
  const parsed = commitSchema.safeParse(parseJson(bytes));
  return parsed.success ? parsed.data : null;
}

export async function readManifest(store: ReportStore, commit: Commit, signal: AbortSignal): Promise<Manifest> {
  const where = `${store.location}/${commit.manifest}`;
  const bytes = await store.get(commit.manifest, signal);
  if (bytes === null) throw new StoreError(`Cannot read the manifest of ${commit.night}: ${where} is missing`);
  if (sha256Hex(bytes) !== commit.manifestSha256) {
    throw new StoreError(`Cannot trust the manifest of ${commit.night}: ${where} does not have the hash of its commit`);
  }
  const parsed = manifestSchema.safeParse(parseJson(bytes));
  if (!parsed.success) {
    throw new StoreError(`Cannot read the manifest of ${commit.night}: ${where} is of another version`, {
      cause: parsed.error,
    });
  }
  return parsed.data;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return null;
  }
}
