/**
 * Compares a committed night with the nights before it and commits what came of it.
 *
 * The diff depends on the night's manifest and its history's alone: never on a list, an earlier diff or the clock. So
 * diffing twice is diffing once, and a night that was repaired since makes the next revision. Of two runs that race,
 * the one that knows less gives way: what is committed last was read after what it replaces was committed.
 */

import { StoreError } from "../../core/errors.ts";
import type { DiffManifest } from "../../core/schema/diff.ts";
import { usualTuning } from "../../core/spikes/spike-tuning.ts";
import type { Producer } from "../audit/audit-request.ts";
import { type CommittedNight, readCommittedNight } from "../report/read-commit.ts";
import { commitDiff } from "./commit-diff.ts";
import { type Comparison, type DiffRequest, readComparison } from "./comparison.ts";
import { type CommittedDiff, openDiff, readCommittedDiff } from "./read-diff.ts";
import type { DiffMakers, WrittenDiff } from "./write-diff.ts";
import { writeReadable } from "./write-readable.ts";

/** Four weeks: as far back as a failure is said to have come back, not to be new. */
export const historyNights = 28;

export interface DiffDeps extends DiffMakers {
  readonly producer: Producer;
}

export interface DiffResult extends CommittedDiff {
  /** Whether the diff was there already, or another run committed it first. */
  readonly already: boolean;
}

/** Each of them is lost to another run that compared other nights: one is rare. */
const mostRounds = 5;

/**
 * Null when the night is not committed. Throws `StoreError` when it is damaged, or a baseline that was asked for is not
 * there.
 */
export async function diffNight(deps: DiffDeps, request: DiffRequest, signal: AbortSignal): Promise<DiffResult | null> {
  for (let round = 1; round <= mostRounds; round += 1) {
    // Before the nights, so that they are as new as those that this revision compared, or newer.
    const newest = await readCommittedDiff(deps.output, request.name, signal);
    const night = await readCommittedNight(deps.store, request.name, signal);
    if (night === null) return null;
    const made = await diffOnce(deps, { request, night, newest }, signal);
    if (made !== null) return made;
  }
  throw new StoreError(
    `Cannot commit the diff of ${request.name.date}: ${mostRounds} times another run committed one of other nights ` +
      "meanwhile. Compare again when no other run does.",
  );
}

interface DiffRound {
  readonly request: DiffRequest;
  readonly night: CommittedNight;
  /** What is committed already. */
  readonly newest: CommittedDiff | null;
}

/** Null when another run committed the next revision meanwhile, of other nights. */
async function diffOnce(
  deps: DiffDeps,
  { request, night, newest }: DiffRound,
  signal: AbortSignal,
): Promise<DiffResult | null> {
  const { store, output } = deps;
  const planned = await readComparison(store, night, request, signal);
  if (newest !== null && isOf(newest.manifest, planned)) return { ...newest, already: true };
  const { comparison, written } = await writeReadable(deps, planned, request.baseline === null, signal);
  if (newest !== null && isOf(newest.manifest, comparison)) return { ...newest, already: true };
  const revision = (newest?.commit.revision ?? 0) + 1;
  const manifest = diffManifest({ comparison, written, revision, deps });
  const { key, commit, winner } = await commitDiff(output, manifest, signal);
  if (winner === null) return { key, commit, manifest, diff: written.diff, already: false };
  const other = await openDiff(output, { key, bytes: winner }, signal);
  return isOf(other.manifest, comparison) ? { ...other, already: true } : null;
}

function diffManifest({
  comparison,
  written,
  revision,
  deps: { producer, alwaysAlert = [], tuning = usualTuning },
}: {
  readonly comparison: Comparison;
  readonly written: WrittenDiff;
  readonly revision: number;
  readonly deps: Pick<DiffDeps, "producer" | "alwaysAlert" | "tuning">;
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
    series: comparison.series.map(({ commit: { night, manifestSha256 } }) => ({ night, manifestSha256 })),
    leftOut: [...comparison.leftOut],
    alwaysAlert: [...alwaysAlert],
    tuning: comparison.chosen ? null : { ...tuning },
    files: written.files,
  };
}

function inputOf({ manifest, commit }: CommittedNight): DiffManifest["of"] {
  return { night: manifest.night, manifest: commit.manifest };
}

/**
 * Whether a diff is of this night as it is and knew all that can be compared with it now, or more: nights of its history
 * may be gone by age since, and a night that was fetched alone never had them beside it. One that judged no rates, of an
 * earlier version of this program, looked at no series: it stays. So does one with other settings.
 */
function isOf({ of, history, series, leftOut, tuning }: DiffManifest, comparison: Comparison): boolean {
  const known = new Set(history.map(({ manifest }) => manifest));
  const knownSeries = new Set(series.map(({ manifestSha256 }) => manifestSha256));
  const heeded = new Set([...history, ...series, ...leftOut].map(({ night }) => night));
  return (
    of.manifest === inputOf(comparison.night).manifest &&
    comparison.history.every((night) => known.has(inputOf(night).manifest)) &&
    (tuning === null || comparison.series.every(({ commit }) => knownSeries.has(commit.manifestSha256))) &&
    comparison.leftOut.every(({ night }) => heeded.has(night))
  );
}
