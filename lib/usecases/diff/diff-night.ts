/**
 * Compares a committed night with the nights before it and commits what came of it.
 *
 * The diff depends on the night's manifest and its history's alone: never on a list, an earlier diff or the clock. So
 * diffing twice is diffing once, and a night that was repaired since makes the next revision.
 */

import type { DiffManifest } from "../../core/schema/diff.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { Producer } from "../audit/audit-request.ts";
import { type CommittedNight, readCommittedNight } from "../report/read-commit.ts";
import { commitDiff } from "./commit-diff.ts";
import { type Comparison, type DiffRequest, readComparison } from "./comparison.ts";
import { type CommittedDiff, openDiff, readCommittedDiff } from "./read-diff.ts";
import { type WrittenDiff, writeDiff } from "./write-diff.ts";

/** Four weeks: as far back as a failure is said to have come back, not to be new. */
export const historyNights = 28;

export interface DiffDeps {
  /** Where the nights are read. */
  readonly store: ReportStore;
  /** Where the diff is written and committed. */
  readonly output: ReportStore;
  readonly producer: Producer;
}

export interface DiffResult extends CommittedDiff {
  /** Whether the diff was there already, or another run committed it first. */
  readonly already: boolean;
}

/** Null when the night is not committed. Throws `StoreError` when a baseline that was asked for is not. */
export async function diffNight(deps: DiffDeps, request: DiffRequest, signal: AbortSignal): Promise<DiffResult | null> {
  const night = await readCommittedNight(deps.store, request.name, signal);
  if (night === null) return null;
  const comparison = await readComparison(deps.store, night, request, signal);
  const newest = await readCommittedDiff(deps.output, request.name, signal);
  if (newest !== null && isOf(newest.manifest, comparison)) return { ...newest, already: true };
  const written = await writeDiff(deps, comparison, signal);
  const revision = (newest?.commit.revision ?? 0) + 1;
  const manifest = diffManifest({ comparison, written, revision, producer: deps.producer });
  const { key, commit, winner } = await commitDiff(deps.output, manifest, signal);
  if (winner === null) return { key, commit, manifest, diff: written.diff, already: false };
  return { ...(await openDiff(deps.output, { key, bytes: winner }, signal)), already: true };
}

function diffManifest({
  comparison,
  written,
  revision,
  producer,
}: {
  readonly comparison: Comparison;
  readonly written: WrittenDiff;
  readonly revision: number;
  readonly producer: Producer;
}): DiffManifest {
  const { family, night, status } = comparison.night.manifest;
  return {
    schema: "job-audit/diff-manifest/v1",
    family,
    night,
    revision,
    producer: { ...producer },
    status,
    worse: written.diff.headline.worse,
    of: inputOf(comparison.night),
    history: comparison.history.map(inputOf),
    files: written.files,
  };
}

function inputOf({ manifest, commit }: CommittedNight): DiffManifest["of"] {
  return { night: manifest.night, manifest: commit.manifest };
}

function isOf({ of, history }: DiffManifest, comparison: Comparison): boolean {
  const compared = [comparison.night, ...comparison.history].map((night) => inputOf(night).manifest);
  const known = [of, ...history].map(({ manifest }) => manifest);
  return known.length === compared.length && known.every((manifest, index) => manifest === compared[index]);
}
