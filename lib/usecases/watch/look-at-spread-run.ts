/**
 * What became of the shards of a night that several instances read: each that went silent is started again, once, and
 * people are told of those that this was to no avail for.
 */

import { type NightName, shardRestartKey } from "../../core/key.ts";
import type { FanOut } from "../../core/schema/shard.ts";
import { readFanOuts } from "../fan-out/read-fan-outs.ts";
import { currentFanOut, lookAtShards, readSince, type SeenShard, silentShards } from "../fan-out/silent-shards.ts";
import { findDiscovery } from "../progress/run-progress.ts";
import type { RunLook } from "./look-at-run.ts";
import { restartOnce } from "./restart-run.ts";
import type { WatchDeps, WatchRequest } from "./watch-deps.ts";

interface RunName {
  readonly name: NightName;
  readonly runId: string;
}

/** Null: it is not spread. Since `readAt` all of it is read: then it is the run itself that has to go on. */
export async function lookAtSpreadRun(
  deps: WatchDeps,
  request: WatchRequest,
  { name, runId }: RunName,
  signal: AbortSignal,
): Promise<RunLook | { readonly readAt: number } | null> {
  const { number: discovery } = await findDiscovery(deps.store, runId, signal);
  const now = deps.clock.now();
  const plan = currentFanOut(await readFanOuts(deps.store, { runId, discovery }, signal), now);
  if (plan === null) return null;
  const missing = await lookAtShards(deps.store, plan, signal);
  if (missing.length === 0) return { readAt: await readSince(deps.store, plan, signal) };
  const silent = silentShards(missing, now, request.silenceMs);
  const restarts: ShardRestart[] = [];
  for (const shard of silent) restarts.push(await restartShard(deps, request, { name, plan, shard }, signal));
  return lookOf(plan, missing, restarts);
}

interface ShardRestart {
  readonly shard: SeenShard;
  /** Whether it is still silent, and nothing more is done about it. */
  readonly isLost: boolean;
  /** Whether this look started it. */
  readonly own: boolean;
  readonly failure: { readonly error: unknown; readonly message: string } | null;
}

async function restartShard(
  deps: WatchDeps,
  { shardFunction }: WatchRequest,
  { name, plan, shard }: { readonly name: NightName; readonly plan: FanOut; readonly shard: SeenShard },
  signal: AbortSignal,
): Promise<ShardRestart> {
  if (shard.restartedAt !== null || shardFunction === null) return { shard, isLost: true, own: false, failure: null };
  const { number, key: shardKey, savedAt } = shard;
  const restart = { name, runId: plan.runId, savedAt, key: shardRestartKey(plan, number), event: { shard: shardKey } };
  const { own, failure } = await restartOnce(deps, shardFunction, restart, signal);
  return { shard, isLost: failure !== null, own: own && failure === null, failure };
}

function lookOf(
  { runId, at, shards }: FanOut,
  missing: readonly SeenShard[],
  restarts: readonly ShardRestart[],
): RunLook {
  const lost = restarts.filter(({ isLost }) => isLost);
  const failure = restarts.find((restart) => restart.failure !== null)?.failure ?? null;
  const newest = (times: readonly (number | null)[]) => Math.max(0, ...times.map((time) => time ?? 0));
  const restartedAt = newest(missing.map((shard) => shard.restartedAt));
  return {
    run: {
      savedAt: Math.max(Date.parse(at), newest(missing.map(({ savedAt }) => savedAt))),
      restartedAt: restartedAt === 0 ? null : restartedAt,
      problem: failure?.message ?? null,
      shards: {
        silent: lost.map(({ shard }) => shard.number),
        done: shards.length - missing.length,
        of: shards.length,
      },
    },
    isSilent: lost.length > 0,
    restarted: restarts.some(({ own }) => own) ? runId : null,
    error: failure?.error ?? null,
  };
}
