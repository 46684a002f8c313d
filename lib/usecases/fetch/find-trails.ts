/** The trail of a night's revision, and that of the diff that was made of it. */

import { commitKey, diffCommitKey, diffManifestKey, manifestKey, type NightName } from "../../core/key.ts";
import { type DiffCommit, type DiffManifest, diffCommitSchema, diffManifestSchema } from "../../core/schema/diff.ts";
import { type Commit, commitSchema, type Manifest, manifestSchema } from "../../core/schema/manifest.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { type CommitStep, readCommits, readManifestOf, type StoredManifest, type TrailKind } from "./read-trail.ts";

/** The commits up to one that counts, and its manifest. */
export interface Trail<AnyCommit, AnyManifest> {
  readonly steps: readonly CommitStep<AnyCommit>[];
  readonly last: CommitStep<AnyCommit>;
  readonly stored: StoredManifest<AnyManifest>;
}

const nightKind: TrailKind<Commit, Manifest> = {
  commitSchema,
  manifestSchema,
  commitKeyOf: commitKey,
  manifestKeyOf: manifestKey,
};

const diffKind: TrailKind<DiffCommit, DiffManifest> = {
  commitSchema: diffCommitSchema,
  manifestSchema: diffManifestSchema,
  commitKeyOf: diffCommitKey,
  manifestKeyOf: diffManifestKey,
};

/** Up to `revision`, or up to the newest for null. Null when there is none. */
export async function findNightTrail(
  store: ReportStore,
  name: NightName,
  revision: number | null,
  signal: AbortSignal,
): Promise<Trail<Commit, Manifest> | null> {
  const all = await readCommits(store, nightKind, name, signal);
  const last = revision === null ? all.at(-1) : all[revision - 1];
  if (last === undefined) return null;
  const steps = all.slice(0, last.commit.revision);
  return { steps, last, stored: await readManifestOf(store, nightKind, last, signal) };
}

/** Up to the newest diff of the night whose manifest this is. Null when there is none. */
export async function findDiffTrail(
  store: ReportStore,
  name: NightName,
  manifest: string,
  signal: AbortSignal,
): Promise<Trail<DiffCommit, DiffManifest> | null> {
  const all = await readCommits(store, diffKind, name, signal);
  for (const last of all.toReversed()) {
    const stored = await readManifestOf(store, diffKind, last, signal);
    if (stored.manifest.of.manifest === manifest) return { steps: all.slice(0, last.commit.revision), last, stored };
  }
  return null;
}
