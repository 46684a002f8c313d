/**
 * Shards of a night that is under way, as they look from outside: which are read, and which have been silent for too long.
 *
 * A sign of life is a checkpoint in a shard's lane, that it was started again, or, before any of these, its plan.
 */

import pMap from "p-map";
import { shardRestartKey } from "../../core/key.ts";
import type { FanOut } from "../../core/schema/shard.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { getOrNull } from "../progress/read-checkpoints.ts";
import { restartTime } from "../watch/restart-time.ts";
import { newestSavedAt } from "../watch/run-sign.ts";
import { unmarkedShards } from "./stored-shards.ts";

export interface SeenShard {
  readonly number: number;
  readonly key: string;
  /** Of the newest checkpoint; null: there is none. */
  readonly savedAt: number | null;
  /** When the watchdog started it again; null: it did not. */
  readonly restartedAt: number | null;
  /** When it last gave a sign of life, or was to. */
  readonly newestAt: number;
}

/** Each is asked for by several questions. */
const concurrency = 4;

/** Those that are not marked. */
export async function lookAtShards(
  store: ReportStore,
  plan: FanOut,
  signal: AbortSignal,
): Promise<readonly SeenShard[]> {
  const { runId, discovery, fanOut, shards } = plan;
  const look = async (number: number): Promise<SeenShard> => {
    const lane = { fanOut, shard: number };
    const savedAt = await newestSavedAt(store, { runId, discovery, lane }, signal);
    const restart = await getOrNull(store, shardRestartKey(plan, number), signal);
    const restartedAt = restart && restartTime(restart);
    const newestAt = Math.max(Date.parse(plan.at), savedAt ?? 0, restartedAt ?? 0);
    return { number, key: shards[number - 1] ?? "", savedAt, restartedAt, newestAt };
  };
  const unmarked = await unmarkedShards(store, { name: plan, count: shards.length }, signal);
  return pMap(unmarked, look, { concurrency, signal });
}
