/** Which shard was the one to commit: whoever is started again behind a commit has to know whether it was itself. */

import pMap from "p-map";
import { type FanOutName, shardMarkerKey } from "../../core/key.ts";
import { type Shard, shardMarkerSchema } from "../../core/schema/shard.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { getOrNull } from "../progress/read-checkpoints.ts";
import { parseStored } from "./parse-stored.ts";

/** Each is a small object. */
const concurrency = 8;
/** Between the time that a marker tells and its being there. A choice; of several that this makes the last, each is one. */
const markingMs = 10_000;

/** Whether none of its plan was marked later than this one. */
export async function isMarkedLast(store: ReportStore, shard: Shard, signal: AbortSignal): Promise<boolean> {
  const own = await markedAt(store, shard, shard.number, signal);
  if (own === null) return false;
  const numbers = Array.from({ length: shard.of }, (_, index) => index + 1);
  const times = await pMap(numbers, (number) => markedAt(store, shard, number, signal), { concurrency, signal });
  return times.every((at) => at === null || at <= own + markingMs);
}

/** Null where none is, or none that can be read. */
async function markedAt(
  store: ReportStore,
  name: FanOutName,
  number: number,
  signal: AbortSignal,
): Promise<number | null> {
  const bytes = await getOrNull(store, shardMarkerKey(name, number), signal);
  const marker = bytes && parseStored(shardMarkerSchema, bytes);
  return marker && Date.parse(marker.at);
}
