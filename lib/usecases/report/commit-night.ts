/** The commit: the manifest first, then one claim that makes the revision final for everybody. */

import { StoreError } from "../../core/errors.ts";
import { sha256Hex } from "../../core/hash.ts";
import { isoInstant } from "../../core/instant.ts";
import { commitKey, manifestKey, type NightName } from "../../core/key.ts";
import type { Commit, Manifest } from "../../core/schema/manifest.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { parseCommit } from "./read-commit.ts";
import { toDocument } from "./report-writer.ts";

export interface CommitResult {
  /** Whether this run's manifest is the one that counts. */
  readonly won: boolean;
  readonly key: string;
  readonly commit: Commit;
}

/** Every file that the manifest names must be stored already. The loser of a race gets the winner's commit. */
export async function commitNight(
  { store, clock }: { readonly store: ReportStore; readonly clock: Pick<Clock, "now"> },
  manifest: Manifest,
  signal: AbortSignal,
): Promise<CommitResult> {
  const night: NightName = { family: manifest.family, date: manifest.night };
  const bytes = toDocument(manifest);
  const sha256 = sha256Hex(bytes);
  const manifestAt = manifestKey(night, sha256);
  await store.put(manifestAt, bytes, signal);
  const commit: Commit = {
    schema: "job-audit/commit/v1",
    family: manifest.family,
    night: manifest.night,
    revision: manifest.revision,
    status: manifest.status,
    manifest: manifestAt,
    manifestSha256: sha256,
    replaces: manifest.revision === 1 ? null : commitKey(night, manifest.revision - 1),
    committedAt: isoInstant(clock.now()),
  };
  const key = commitKey(night, manifest.revision);
  const claim = await store.claim(key, toDocument(commit), signal);
  if (claim.won) return { won: true, key, commit };
  const winner = parseCommit(claim.winner);
  if (winner === null) throw new StoreError(`Cannot read the commit that won: ${store.location}/${key} is no commit`);
  return { won: false, key, commit: winner };
}
