/** Starts shards: each may be started more than once, or run twice, and is read once. What cannot be started is told. */

import pMap from "p-map";
import { isAuditError } from "../../core/errors.ts";
import type { NightName } from "../../core/key.ts";
import { shortError } from "../../core/told-code.ts";
import { noEvents } from "../../ports/events.ts";
import type { FanOutDeps, FanOutRequest } from "./fan-out-request.ts";

/** Calls of the platform's API at once. A choice, far below what it takes. */
const concurrency = 4;
/** Behind so many that failed, one after the other, nothing more is tried: each may take half a minute. A choice. */
const mostFailures = 4;

export interface Started {
  readonly started: number;
  readonly notStarted: number;
  /** Why the last of these could not be; null: all of them were. */
  readonly problem: string | null;
}

/** What a shard's function is started with. */
export interface ShardStart {
  readonly shard: string;
  /** How often it went on in another instance, this one included; absent: it begins. */
  readonly continuation?: number;
  /** How many of these, up to this one, saved nothing; absent: the one before it did, or it begins. */
  readonly idle?: number;
}

type StartDeps = Pick<FanOutDeps, "functions" | "events">;
type StartRequest = Pick<FanOutRequest, "shardFunction">;

interface ShardsToStart {
  readonly name: NightName;
  readonly runId: string;
  readonly keys: readonly string[];
}

/** What could not be is tried once more, unless nothing could: the watchdog, or the next audit, starts what is left. */
export async function startShards(
  deps: StartDeps,
  request: StartRequest,
  shards: ShardsToStart,
  signal: AbortSignal,
): Promise<Started> {
  const first = await tryAll(deps, request, shards, signal);
  const isSome = first.left.length > 0 && first.left.length < shards.keys.length;
  const { left, problem } = isSome ? await tryAll(deps, request, { ...shards, keys: first.left }, signal) : first;
  return { started: shards.keys.length - left.length, notStarted: left.length, problem };
}

async function tryAll(
  { functions, events = noEvents }: StartDeps,
  { shardFunction }: StartRequest,
  { name, runId, keys }: ShardsToStart,
  signal: AbortSignal,
): Promise<{ readonly left: readonly string[]; readonly problem: string | null }> {
  let failures = 0;
  let problem: string | null = null;
  const isStarted = async (shard: string) => {
    if (failures >= mostFailures) return false;
    try {
      const event: ShardStart = { shard };
      await functions.start(shardFunction, event, signal);
      failures = 0;
      return true;
    } catch (error) {
      signal.throwIfAborted();
      if (!isAuditError(error)) throw error;
      failures += 1;
      problem = error.message;
      const of = { family: name.family, night: name.date, run: runId };
      events.tell({ event: "shard-not-started", ...of, shard, ...shortError(error) });
      return false;
    }
  };
  const outcomes = await pMap(keys, isStarted, { concurrency, signal });
  return { left: keys.filter((_, index) => outcomes[index] === false), problem };
}
