/** Writes a diff with as much of the history as can be believed. */

import { type Comparison, leaveOut } from "./comparison.ts";
import { DamagedNightError, leftOutFor } from "./damaged-night.ts";
import { type DiffMakers, type WrittenDiff, writeDiff } from "./write-diff.ts";

interface ReadableDiff {
  /** Without the nights that turned out to be damaged. */
  readonly comparison: Comparison;
  readonly written: WrittenDiff;
}

/**
 * Begins anew without a night that turns out to be damaged: damage is rare, and looking at every file beforehand would
 * read all of them twice. Throws `DamagedNightError` unless the history may be left out.
 */
export async function writeReadable(
  makers: DiffMakers,
  planned: Comparison,
  mayLeaveOut: boolean,
  signal: AbortSignal,
): Promise<ReadableDiff> {
  for (let comparison = planned; ; ) {
    try {
      return { comparison, written: await writeDiff(makers, comparison, signal) };
    } catch (error) {
      if (!mayLeaveOut || !(error instanceof DamagedNightError)) throw error;
      comparison = leaveOut(comparison, leftOutFor(error.night, error, makers.store));
    }
  }
}
