/** A night of eight scopes that is spread over shards, whose function is started by hand. */

import type { RunEvent } from "../../../lib/core/run-event.ts";
import { type AuditResult, auditOrFanOut } from "../../../lib/usecases/audit/audit-night.ts";
import type { AuditDeps, AuditRequest } from "../../../lib/usecases/audit/audit-request.ts";
import { createFanOut } from "../../../lib/usecases/fan-out/fan-out-night.ts";
import type { FanOutRequest } from "../../../lib/usecases/fan-out/fan-out-request.ts";
import { isUnderWay, type NightUnderWay } from "../../../lib/usecases/fan-out/fanning-out.ts";
import { runShard, type ShardRun } from "../../../lib/usecases/fan-out/run-shard.ts";
import type { ShardStart } from "../../../lib/usecases/fan-out/start-shards.ts";
import type { ListedJob } from "../../fakes/fake-ci.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { midnight } from "../../fakes/samples.ts";
import { steppingClock } from "../../fakes/stepping-clock.ts";
import { aCloud, aRequest, dayMs, nightJobs } from "../audit/a-night.ts";
import { keysOf } from "../audit/stored.ts";

export const shardFunction = { region: "ap-chongqing", namespace: "default", function: "job-audit-shard" };
const startOfNight = midnight + dayMs + 3 * 3_600_000;

export interface SpreadOptions {
  readonly store?: MemoryStore;
  readonly jobs?: readonly ListedJob[];
  readonly cloud?: Parameters<typeof aCloud>[0];
  readonly fanOut?: Partial<FanOutRequest>;
  readonly change?: Partial<AuditRequest>;
  /** How long each page takes. */
  readonly pageMs?: number;
  failStart?(start: ShardStart, nth: number): Error | null;
}

/** One world: a store, a service, a clock, and what was started. */
export function aSpreadNight(options: SpreadOptions = {}) {
  const { store = memoryStore(), jobs = nightJobs, pageMs = 100, failStart = () => null } = options;
  const clock = steppingClock(startOfNight);
  const inner = aCloud(options.cloud, jobs);
  const started: ShardStart[] = [];
  const events: RunEvent[] = [];
  const signal = new AbortController().signal;
  const ci: AuditDeps["ci"] = {
    ...inner,
    async listJobs(request, stop) {
      clock.advance(pageMs);
      // So that whoever woke up has its turn.
      await new Promise((resolve) => setImmediate(resolve));
      return inner.listJobs(request, stop);
    },
  };
  const rates: number[] = [];
  const start = async (_: object, event: object) => {
    const failure = failStart(event as ShardStart, started.length);
    if (failure !== null) throw failure;
    started.push(event as ShardStart);
    return { requestId: null };
  };
  /** Of one instance; without a limit it may go on. */
  const depsOf = (limitMs: number) => {
    const endsAt = clock.now() + limitMs;
    return {
      ci,
      ciAt: (rate: number) => {
        rates.push(rate);
        return ci;
      },
      store,
      clock,
      functions: { start },
      events: { tell: (event: RunEvent) => void events.push(event) },
      producer: { name: "job-audit", version: "0.1.0" },
      onProgress: () => undefined,
      remainingMs: () => endsAt - clock.now(),
    };
  };
  const request = aRequest(options.change);
  const fanOut: Omit<FanOutRequest, "instanceMs"> = {
    ...{ shardFunction, most: 100, pagesPerShard: 40, maxRate: null, silenceMs: 1_200_000 },
    ...options.fanOut,
  };
  return {
    store,
    clock,
    started,
    events,
    rates,
    asked: inner.requests,
    /** `instanceMs`: what the whole instance has, of which `limitMs` are left. */
    audit(limitMs = Number.POSITIVE_INFINITY, instanceMs = limitMs): Promise<AuditResult | NightUnderWay> {
      const deps = depsOf(limitMs);
      return auditOrFanOut({ ...deps, fanOut: createFanOut(deps, { ...fanOut, instanceMs }) }, request, signal);
    },
    shard(shardStart: ShardStart, limitMs = Number.POSITIVE_INFINITY): Promise<ShardRun> {
      const asked = { shardFunction, start: shardStart, requestOf: () => request };
      return runShard(depsOf(limitMs), asked, signal);
    },
  };
}

/** Every shard that is started, those that shards start too. */
export async function runAll(night: ReturnType<typeof aSpreadNight>, limitMs?: number) {
  const runs = [];
  for (let start = night.started.shift(); start !== undefined; start = night.started.shift())
    runs.push(await night.shard(start, limitMs));
  return runs;
}

export async function spread(options: SpreadOptions = {}) {
  const night = aSpreadNight(options);
  const result = await night.audit();
  if (!isUnderWay(result)) throw new Error("the night was not spread");
  return { night, underWay: result.underWay };
}

/** What depends on the jobs alone; manifest and ledger say how they were read. */
export function answersIn(store: MemoryStore): readonly string[] {
  return keysOf(store, /^v1\/(findings|groups|open|carried|amendments|recoveries|queues|summaries)\//);
}
