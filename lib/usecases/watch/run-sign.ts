/**
 * The last sign of life of a run: when its newest checkpoint was saved.
 *
 * Checkpoints are numbered without a gap, so that the newest is found with few questions, however many there are, and
 * without a list.
 */

import { checkpointKey } from "../../core/key.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { unpackCheckpoint } from "../progress/checkpoint.ts";
import { type CheckpointSeries, getOrNull } from "../progress/read-checkpoints.ts";
import { findDiscovery } from "../progress/run-progress.ts";

export interface RunSign {
  /** Epoch milliseconds, by the run's own clock; null: what it saved does not tell. */
  readonly savedAt: number | null;
}

/** So many that do not count are passed over, from the newest one back. */
const mostPassedOver = 8;

/** Null when no run with this id has begun to save anything. */
export async function readRunSign(store: ReportStore, runId: string, signal: AbortSignal): Promise<RunSign | null> {
  const { saved, number } = await findDiscovery(store, runId, signal);
  if (saved === null && number === 1) return null;
  const discovery = saved === null ? number - 1 : number;
  return { savedAt: await newestSavedAt(store, { runId, discovery }, signal) };
}

/** When the newest checkpoint that counts was written; null: there is none. */
export async function newestSavedAt(
  store: ReportStore,
  { runId, discovery, lane }: CheckpointSeries,
  signal: AbortSignal,
): Promise<number | null> {
  const read = (checkpoint: number) => getOrNull(store, checkpointKey(runId, discovery, checkpoint, lane), signal);
  const newest = await lastOf(async (checkpoint) => (await read(checkpoint)) !== null);
  for (let back = newest; back > Math.max(0, newest - mostPassedOver); back -= 1) {
    const packed = await read(back);
    const checkpoint = packed && unpackCheckpoint(runId, packed);
    if (checkpoint !== null) return checkpoint.savedAt;
  }
  return null;
}

/** The last of the numbers from 1 on that are there; 0: none is. */
async function lastOf(isThere: (number: number) => Promise<boolean>): Promise<number> {
  let missing = 1;
  while (await isThere(missing)) missing *= 2;
  let there = Math.floor(missing / 2);
  while (missing - there > 1) {
    const middle = Math.floor((there + missing) / 2);
    if (await isThere(middle)) there = middle;
    else missing = middle;
  }
  return there;
}
