/**
 * The shard function: reads a part of a night that is too large for one instance. The one that finds all of it read does
 * what the audit function does with the night: commits, compares, tells; and goes on with the nights that waited for it.
 */

import { ConfigError } from "../core/errors.ts";
import type { NightName } from "../core/key.ts";
import { runShard, type ShardRun } from "../usecases/fan-out/run-shard.ts";
import type { ShardStart } from "../usecases/fan-out/start-shards.ts";
import { auditReadNight, type ReadNightAudit } from "./audit-read-night.ts";
import { auditRequestOf } from "./audit-request.ts";
import type { FunctionSpec, FunctionSurroundings, Handler, Outcome, Work } from "./function-spec.ts";
import { createHandler } from "./handler.ts";
import { readMeasurement } from "./measured.ts";
import { decodeShardEvent } from "./shard-event.ts";

/** What the shard function returns and logs. */
export interface ShardFunctionResult extends Omit<ShardRun, "name">, NightName, ReadNightAudit {}

const spec: FunctionSpec<ShardStart, ShardFunctionResult> = { name: "shard", decode: decodeShardEvent, run };

export function createShardHandler(surroundings: FunctionSurroundings): Handler<ShardFunctionResult> {
  return createHandler(spec, surroundings);
}

async function run(work: Work, start: ShardStart): Promise<Outcome<ShardFunctionResult>> {
  const { settings, store, signal } = work;
  const shardFunction = settings.functions.shard;
  if (shardFunction === null) {
    const problem = "functions.shard: say { function, region } there, as the function that reads shards is deployed";
    throw new ConfigError("Cannot read a shard", { problems: [problem] });
  }
  const measured = new Map(
    await Promise.all(
      settings.families.map(async (each) => [each, (await readMeasurement(store, each, signal)).measured] as const),
    ),
  );
  const requestOf = ({ family, date }: NightName) => auditRequestOf(settings, family, date, measured.get(family));
  const { name, ...read } = await runShard(work, { shardFunction, start, requestOf }, signal);
  const result = { ...name, ...read };
  const isCommitted = read.ended === "again";
  if (read.ended !== "complete" && !isCommitted) return { result: { ...result, audits: [] }, error: null };
  const audited = await auditReadNight(work, name, { isCommitted });
  return { result: { ...result, ...audited.result }, error: audited.error };
}
