/** Starts shards: each may be started more than once, or run twice, and is read once. What cannot be started is told. */

import pMap from "p-map";
import { isAuditError } from "../../core/errors.ts";
import type { NightName } from "../../core/key.ts";
import { shortError } from "../../core/told-code.ts";
import { noEvents } from "../../ports/events.ts";
import type { FanOutDeps, FanOutRequest } from "./fan-out-request.ts";

/** Calls of the platform's API at once. A choice, far below what it takes. */
const concurrency = 4;

export interface Started {
  readonly started: number;
  readonly notStarted: number;
}

/** What a shard's function is started with. */
export interface ShardStart {
  readonly shard: string;
  /** How often it went on in another instance, this one included; absent: it begins. */
  readonly continuation?: number;
  /** How many of these, up to this one, saved nothing; absent: the one before it did, or it begins. */
  readonly idle?: number;
}

/** The watchdog, or the next audit, starts what could not be. */
export async function startShards(
  { functions, events = noEvents }: Pick<FanOutDeps, "functions" | "events">,
  { shardFunction }: Pick<FanOutRequest, "shardFunction">,
  { name, runId, keys }: { readonly name: NightName; readonly runId: string; readonly keys: readonly string[] },
  signal: AbortSignal,
): Promise<Started> {
  const start = async (shard: string) => {
    try {
      const event: ShardStart = { shard };
      await functions.start(shardFunction, event, signal);
      return true;
    } catch (error) {
      signal.throwIfAborted();
      if (!isAuditError(error)) throw error;
      const of = { family: name.family, night: name.date, run: runId };
      events.tell({ event: "shard-not-started", ...of, shard, ...shortError(error) });
      return false;
    }
  };
  const outcomes = await pMap(keys, start, { concurrency, signal });
  const started = outcomes.filter((outcome) => outcome).length;
  return { started, notStarted: outcomes.length - started };
}
