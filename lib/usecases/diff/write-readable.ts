/** Writes a diff with as much of the history as can be believed. */

import type { ReportStore } from "../../ports/report-store.ts";
import { type Comparison, leaveOut } from "./comparison.ts";
import { DamagedNightError, leftOutFor } from "./damaged-night.ts";
import { type WrittenDiff, writeDiff } from "./write-diff.ts";

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
  stores: { readonly store: ReportStore; readonly output: ReportStore },
  planned: Comparison,
  mayLeaveOut: boolean,
  signal: AbortSignal,
): Promise<ReadableDiff> {
  for (let comparison = planned; ; ) {
    try {
      return { comparison, written: await writeDiff(stores, comparison, signal) };
    } catch (error) {
      if (!mayLeaveOut || !(error instanceof DamagedNightError)) throw error;
      comparison = leaveOut(comparison, leftOutFor(error.night, error, stores.store));
    }
  }
}
