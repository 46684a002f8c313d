/** Nights that were spread over shards, as what was stored tells: when, over which, and when all of them were read. */

import type { Invocation, Played } from "../played.ts";
import { objectAt, parseJson, storedKey } from "./stored.ts";

export interface Spread {
  readonly night: string;
  /** When the plan was stored. */
  readonly at: number;
  /** Keys, by which shards are started. */
  readonly shards: readonly string[];
  /** When the last of its markers was stored; Infinity: some are missing. */
  readonly wholeAt: number;
  /** When each of its shards was started again, that were. */
  readonly restartedAt: readonly number[];
}

const planName = /^v1\/work\/run=[0-9a-f]+\/shards\/\d+-\d+\/plan\.json$/;

/** In the order in which they were planned. */
export function spreadsOf(played: Pick<Played, "writes" | "objects">): readonly Spread[] {
  const written = new Map<string, number>();
  for (const { key, at } of played.writes) if (!written.has(key)) written.set(key, at);
  return [...written].flatMap(([stored, at]) => {
    const key = stored.slice(storedKey("").length);
    if (!planName.test(key)) return [];
    const { night, shards } = parseJson(String(objectAt(played.objects, key))) as Pick<Spread, "night" | "shards">;
    const timesOf = (what: "done" | "restart") =>
      shards.map((_, index) => written.get(storedKey(key.replace("plan", `${what}-${fiveDigits(index + 1)}`))));
    const wholeAt = Math.max(...timesOf("done").map((time) => time ?? Infinity));
    return [{ night, at, shards, wholeAt, restartedAt: timesOf("restart").filter((time) => time !== undefined) }];
  });
}

function fiveDigits(number: number): string {
  return String(number).padStart(5, "0");
}

/** Of an invocation of the shard function. */
export function shardOf({ event }: Pick<Invocation, "event">): unknown {
  return (event as { readonly shard?: unknown }).shard;
}
