/**
 * Shards of a night that is under way, as they look from outside: which are read and since when, and which have been silent
 * for too long.
 *
 * A sign of life is a checkpoint in a shard's lane, that it was started again, or, before any of these, its plan.
 */

import pMap from "p-map";
import { shardMarkerKey, shardRestartKey } from "../../core/key.ts";
import { parseStored } from "../../core/schema/parse-stored.ts";
import { type FanOut, shardMarkerSchema } from "../../core/schema/shard.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { getOrNull } from "../progress/read-checkpoints.ts";
import { restartTime } from "../watch/restart-time.ts";
import { newestSavedAt } from "../watch/run-sign.ts";
import type { ReadFanOut } from "./read-fan-outs.ts";
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

/** A little less than a day, so that tomorrow's audit does not find today's plan just young enough. A choice. */
const mostUnderWayMs = 23 * 3_600_000;
/** Within it, a shard that runs has saved something: it does so every ten seconds. A choice. */
const firstSignMs = 60_000;

/** The newest plan; null: there is none, or it is so old that nobody waits for it any more. */
export function currentFanOut(fanOuts: readonly ReadFanOut[], now: number): FanOut | null {
  const plan = fanOuts.at(-1)?.plan ?? null;
  return plan !== null && Date.parse(plan.at) > now - mostUnderWayMs ? plan : null;
}

export function silentShards(missing: readonly SeenShard[], now: number, silenceMs: number): readonly SeenShard[] {
  return missing.filter(({ newestAt }) => newestAt <= now - silenceMs);
}

/** Those that went silent or, it seems, never began: what is started twice is read once. */
export function shardsToStart(missing: readonly SeenShard[], now: number, silenceMs: number): readonly SeenShard[] {
  const quietMs = ({ savedAt, restartedAt }: SeenShard) =>
    (savedAt ?? restartedAt) === null ? firstSignMs : silenceMs;
  return missing.filter((shard) => shard.newestAt <= now - Math.min(silenceMs, quietMs(shard)));
}

/** Since when all of it is read, where all shards are marked: whoever commits begins then, and saves nothing for long. */
export async function readSince(store: ReportStore, plan: FanOut, signal: AbortSignal): Promise<number> {
  const markedAt = async (_: string, index: number) => {
    const bytes = await getOrNull(store, shardMarkerKey(plan, index + 1), signal);
    return Date.parse((bytes && parseStored(shardMarkerSchema, bytes))?.at ?? plan.at);
  };
  return Math.max(Date.parse(plan.at), ...(await pMap(plan.shards, markedAt, { concurrency, signal })));
}

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
