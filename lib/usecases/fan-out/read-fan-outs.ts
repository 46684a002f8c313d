/**
 * How often a run was spread over shards, and over which. Asked for by name, in turn until one is missing; one that cannot
 * be read was one all the same, of no shards that anybody knows.
 */

import { type FanOutName, fanOutKey, type Lane } from "../../core/key.ts";
import { parseStored } from "../../core/schema/parse-stored.ts";
import { type FanOut, fanOutSchema } from "../../core/schema/shard.ts";
import { scopeKey } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { getOrNull } from "../progress/read-checkpoints.ts";

export interface ReadFanOut {
  readonly name: FanOutName;
  /** Null: it cannot be read. */
  readonly plan: FanOut | null;
}

export async function readFanOuts(
  store: ReportStore,
  { runId, discovery }: Omit<FanOutName, "fanOut">,
  signal: AbortSignal,
): Promise<readonly ReadFanOut[]> {
  const found: ReadFanOut[] = [];
  for (let fanOut = 1; ; fanOut += 1) {
    const name = { runId, discovery, fanOut };
    const bytes = await getOrNull(store, fanOutKey(name), signal);
    if (bytes === null) return found;
    found.push({ name, plan: parseStored(fanOutSchema, bytes) });
  }
}

export function lanesOf(fanOuts: readonly ReadFanOut[]): readonly Lane[] {
  return fanOuts.flatMap(({ name: { fanOut }, plan }) =>
    (plan?.shards ?? []).map((_, index) => ({ fanOut, shard: index + 1 })),
  );
}

/** Where windows of a scope are cut, by the keys of scopes. */
export function cutsOf(fanOuts: readonly ReadFanOut[]): ReadonlyMap<string, readonly number[]> {
  const cuts = new Map<string, number[]>();
  for (const cut of fanOuts.flatMap(({ plan }) => plan?.cuts ?? [])) {
    const key = scopeKey(cut);
    cuts.set(key, [...(cuts.get(key) ?? []), cut.at]);
  }
  return cuts;
}
