/** Shards, their plan and their markers, as they are stored: shards first, then the plan that names them, once. */

import pMap from "p-map";
import { sha256Hex } from "../../core/hash.ts";
import { type FanOutName, fanOutKey, shardKey, shardMarkerKey } from "../../core/key.ts";
import { parseStored } from "../../core/schema/parse-stored.ts";
import { type FanOut, fanOutSchema, type Shard, type ShardMarker, shardSchema } from "../../core/schema/shard.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { getOrNull } from "../progress/read-checkpoints.ts";
import { toDocument } from "../report/report-writer.ts";

/** Each is a small object. */
const concurrency = 8;

/** Keys, in the order of the shards. */
export function putShards(
  store: ReportStore,
  name: FanOutName,
  shards: readonly Shard[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const put = async (shard: Shard) => {
    const bytes = toDocument(shard);
    const key = shardKey(name, shard.number, sha256Hex(bytes));
    await store.put(key, bytes, signal);
    return key;
  };
  return pMap(shards, put, { concurrency, signal });
}

/** Null for what is gone, was changed, or is none. */
export async function readShard(store: ReportStore, key: string, signal: AbortSignal): Promise<Shard | null> {
  const bytes = await getOrNull(store, key, signal);
  const shard = bytes && parseStored(shardSchema, bytes);
  return shard && bytes && key === shardKey(shard, shard.number, sha256Hex(bytes)) ? shard : null;
}

/** The plan that counts: of those who race for it, the first one's. Null: that cannot be read. */
export async function claimFanOut(
  store: ReportStore,
  { name, plan }: { readonly name: FanOutName; readonly plan: FanOut },
  signal: AbortSignal,
): Promise<{ readonly won: boolean; readonly plan: FanOut | null }> {
  const claim = await store.claim(fanOutKey(name), toDocument(plan), signal);
  return claim.won ? { won: true, plan } : { won: false, plan: parseStored(fanOutSchema, claim.winner) };
}

/** Whoever marks it first: there may be several who read the same. */
export async function markShard(store: ReportStore, marker: ShardMarker, signal: AbortSignal): Promise<void> {
  await store.claim(shardMarkerKey(marker, marker.number), toDocument(marker), signal);
}

/** Numbers of the shards that are not marked, up to `count`. That a marker is there is enough: what is missing behind one is read by who commits. */
export async function unmarkedShards(
  store: ReportStore,
  { name, count }: { readonly name: FanOutName; readonly count: number },
  signal: AbortSignal,
): Promise<readonly number[]> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const isMarked = async (number: number) => (await getOrNull(store, shardMarkerKey(name, number), signal)) !== null;
  const marked = await pMap(numbers, isMarked, { concurrency, signal });
  return numbers.filter((_, index) => marked[index] === false);
}
