/**
 * What the instances of a spread night took that do not commit it: the requests of each, so that whoever commits can tell
 * what the night took as a whole. One that is killed leaves nothing.
 */

import pMap from "p-map";
import { isoInstant } from "../../core/instant.ts";
import { planTakenKey, shardTakenKey } from "../../core/key.ts";
import type { RequestCounts, RunNumbers } from "../../core/metrics/run-tally.ts";
import { parseStored } from "../../core/schema/parse-stored.ts";
import { type Taken, takenSchema } from "../../core/schema/shard.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { getOrNull } from "../progress/read-checkpoints.ts";
import { findDiscovery } from "../progress/run-progress.ts";
import { toDocument } from "../report/report-writer.ts";
import { readFanOuts } from "./read-fan-outs.ts";

export interface TakenDeps {
  readonly store: ReportStore;
  readonly clock: Clock;
}

/** Of the instances that count together, from 1. */
export type NumberedKey = (number: number) => string;

/** Each is a small object. */
const concurrency = 8;

export async function keepTaken(
  { store, clock }: TakenDeps,
  keyOf: NumberedKey,
  { requests }: RunNumbers,
  signal: AbortSignal,
): Promise<void> {
  const at = isoInstant(Math.round(clock.now()));
  const taken: Taken = { schema: "job-audit/taken/v1", at, requests: Object.fromEntries(requests) };
  for (let number = 1; ; number += 1) {
    const { won } = await store.claim(keyOf(number), toDocument(taken), signal);
    if (won) return;
  }
}

/** By operation, of each instance; none where the run was not spread. What cannot be read counts for nothing. */
export async function readTaken(
  { store }: Pick<TakenDeps, "store">,
  runId: string,
  signal: AbortSignal,
): Promise<readonly (readonly [string, RequestCounts])[]> {
  const { number: discovery } = await findDiscovery(store, runId, signal);
  const fanOuts = await readFanOuts(store, { runId, discovery }, signal);
  const series = fanOuts.flatMap(({ name, plan }) => [
    (number: number) => planTakenKey(name, number),
    ...(plan?.shards ?? []).map((shard) => (number: number) => shardTakenKey(shard, number)),
  ]);
  const taken = await pMap(series, (keyOf) => readSeries(store, keyOf, signal), { concurrency, signal });
  return taken.flat().flatMap(({ requests }) => Object.entries(requests));
}

async function readSeries(store: ReportStore, keyOf: NumberedKey, signal: AbortSignal): Promise<readonly Taken[]> {
  const found: Taken[] = [];
  for (let number = 1; ; number += 1) {
    const bytes = await getOrNull(store, keyOf(number), signal);
    if (bytes === null) return found;
    const taken = parseStored(takenSchema, bytes);
    if (taken !== null) found.push(taken);
  }
}
