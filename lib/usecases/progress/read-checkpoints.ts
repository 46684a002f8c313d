/** Reads the checkpoints of a run, in turn until one is missing: nothing is decided by a list. */

import pMap from "p-map";
import { StoreError } from "../../core/errors.ts";
import { checkpointKey, type Lane } from "../../core/key.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { type Checkpoint, unpackCheckpoint } from "./checkpoint.ts";

export interface NumberedCheckpoint {
  readonly number: number;
  /** Null: it is there, and does not count. */
  readonly checkpoint: Checkpoint | null;
}

/** A night of hours has thousands, each of which takes as long to ask for as any small object. */
const concurrency = 8;

/** Those of one discovery of a run, or of one shard of it. */
export interface CheckpointSeries {
  readonly runId: string;
  readonly discovery: number;
  /** Null: the run's own. */
  readonly lane?: Lane | null;
}

/** One that the store cannot give ends them, as one that is missing does. */
export async function* readCheckpoints(
  store: ReportStore,
  { runId, discovery, lane }: CheckpointSeries,
  signal: AbortSignal,
): AsyncGenerator<NumberedCheckpoint> {
  for (let first = 1; ; first += concurrency) {
    const numbers = Array.from({ length: concurrency }, (_, index) => first + index);
    const read = (number: number) => getOrNull(store, checkpointKey(runId, discovery, number, lane), signal);
    const block = await pMap(numbers, read, { signal });
    for (const [index, packed] of block.entries()) {
      if (packed === null) return;
      yield { number: first + index, checkpoint: unpackCheckpoint(runId, packed) };
    }
  }
}

export async function readCheckpoint(
  store: ReportStore,
  { runId, discovery, lane }: CheckpointSeries,
  number: number,
  signal: AbortSignal,
): Promise<Checkpoint | null> {
  const packed = await getOrNull(store, checkpointKey(runId, discovery, number, lane), signal);
  return packed && unpackCheckpoint(runId, packed);
}

export async function getOrNull(store: ReportStore, key: string, signal: AbortSignal): Promise<Uint8Array | null> {
  try {
    return await store.get(key, signal);
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}
