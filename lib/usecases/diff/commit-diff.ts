/** The commit of a diff: the manifest first, then one claim, apart from the night's own. */

import { sha256Hex } from "../../core/hash.ts";
import { diffCommitKey, diffManifestKey, type NightName } from "../../core/key.ts";
import type { DiffCommit, DiffManifest } from "../../core/schema/diff.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { toDocument } from "../report/report-writer.ts";

export interface DiffClaim {
  readonly key: string;
  readonly commit: DiffCommit;
  /** What another run committed as this revision; null: this one won. */
  readonly winner: Uint8Array | null;
}

/** Every file that the manifest names must be stored already. */
export async function commitDiff(store: ReportStore, manifest: DiffManifest, signal: AbortSignal): Promise<DiffClaim> {
  const { family, night, revision, status } = manifest;
  const name: NightName = { family, date: night };
  const bytes = toDocument(manifest);
  const manifestSha256 = sha256Hex(bytes);
  const manifestAt = diffManifestKey(name, manifestSha256);
  await store.put(manifestAt, bytes, signal);
  const commit: DiffCommit = {
    schema: "job-audit/diff-commit/v1",
    family,
    night,
    revision,
    status,
    manifest: manifestAt,
    manifestSha256,
    replaces: revision === 1 ? null : diffCommitKey(name, revision - 1),
  };
  const key = diffCommitKey(name, revision);
  const claim = await store.claim(key, toDocument(commit), signal);
  return { key, commit, winner: claim.won ? null : claim.winner };
}
