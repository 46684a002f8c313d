/**
 * A trail: the commits of one night, or of its diff, from the first on, and the manifest that the last of them names.
 *
 * Bytes are kept as they came, so that what is copied is what was committed.
 */

import type * as z from "zod";
import { StoreError } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import type { NightName } from "../../core/key.ts";
import type { Commit } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";

export interface TrailKind<AnyCommit extends CommitFields, AnyManifest extends ManifestFields> {
  readonly commitSchema: z.ZodType<AnyCommit>;
  readonly manifestSchema: z.ZodType<AnyManifest>;
  readonly commitKeyOf: (night: NightName, revision: number) => string;
  readonly manifestKeyOf: (night: NightName, sha256: string) => string;
}

type CommitFields = Pick<Commit, "family" | "night" | "revision" | "manifest" | "manifestSha256">;
type ManifestFields = Pick<Commit, "family" | "night" | "revision">;

export interface StoredBytes {
  readonly key: string;
  readonly bytes: Uint8Array;
}

export interface CommitStep<AnyCommit> extends StoredBytes {
  readonly commit: AnyCommit;
}

export interface StoredManifest<AnyManifest> extends StoredBytes {
  readonly manifest: AnyManifest;
}

/** Commits from the first revision on, until one is missing. Throws `StoreError` for one that is none. */
export async function readCommits<AnyCommit extends CommitFields, AnyManifest extends ManifestFields>(
  store: ReportStore,
  kind: TrailKind<AnyCommit, AnyManifest>,
  night: NightName,
  signal: AbortSignal,
): Promise<readonly CommitStep<AnyCommit>[]> {
  const steps: CommitStep<AnyCommit>[] = [];
  for (let revision = 1; ; revision += 1) {
    const key = kind.commitKeyOf(night, revision);
    const bytes = await store.get(key, signal);
    if (bytes === null) return steps;
    const commit = parseAs(kind.commitSchema, bytes);
    if (commit === null) throw new StoreError(`Cannot read ${store.location}/${key}: it is not a commit`);
    const named = kind.manifestKeyOf(night, commit.manifestSha256);
    if (!isOf(commit, night, revision) || commit.manifest !== named) {
      throw new StoreError(`Cannot trust ${store.location}/${key}: it is the commit of another night or revision`);
    }
    steps.push({ key, bytes, commit });
  }
}

/** Throws `StoreError` unless the manifest is there, has the hash that its commit names, and is of that commit. */
export async function readManifestOf<AnyCommit extends CommitFields, AnyManifest extends ManifestFields>(
  store: ReportStore,
  kind: TrailKind<AnyCommit, AnyManifest>,
  { commit }: CommitStep<AnyCommit>,
  signal: AbortSignal,
): Promise<StoredManifest<AnyManifest>> {
  const { family, night, revision, manifest: key } = commit;
  const where = `${store.location}/${key}`;
  const bytes = await store.get(key, signal);
  if (bytes === null) throw new StoreError(`Cannot read the manifest of ${night}: ${where} is missing`);
  if (sha256Hex(bytes) !== commit.manifestSha256) {
    throw new StoreError(`Cannot trust the manifest of ${night}: ${where} does not have the hash of its commit`);
  }
  const manifest = parseAs(kind.manifestSchema, bytes);
  if (manifest !== null && isOf(manifest, { family, date: night }, revision)) return { key, bytes, manifest };
  throw new StoreError(`Cannot read the manifest of ${night}: ${where} is of another version or night`);
}

function isOf({ family, night, revision }: ManifestFields, name: NightName, expected: number): boolean {
  return family === name.family && night === name.date && revision === expected;
}

function parseAs<T>(schema: z.ZodType<T>, bytes: Uint8Array): T | null {
  try {
    return schema.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
  } catch {
    return null;
  }
}
