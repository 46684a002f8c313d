import { describe, expect, it } from "vitest";
import { fanOutKey, planTakenKey, shardKey, shardTakenKey } from "../../../lib/core/key.ts";
import { type RequestCounts, type RunNumbers, withRequests } from "../../../lib/core/metrics/run-tally.ts";
import { keepTaken, readTaken } from "../../../lib/usecases/fan-out/taken.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { memoryStore } from "../../fakes/memory-store.ts";

const { signal } = new AbortController();
const runId = "0123456789abcdef";
const name = { runId, discovery: 1, fanOut: 1 };
const shards = [1, 2].map((number) => shardKey(name, number, "a".repeat(64)));
const at = Date.UTC(2026, 10, 20, 19);
const [list, put] = ["ci:GET /pic_jobs", "cos:PUT object"];
const ofPlan = (number: number) => planTakenKey(name, number);
const ofShard = (shard: string) => (number: number) => shardTakenKey(shard, number);

function numbers(...requests: readonly (readonly [string, RequestCounts])[]): RunNumbers {
  return { requests: new Map(requests), stepMs: new Map([["walk", 400]]), durationMs: 9, resumedWindows: 1 };
}

const many = { requests: 4, retries: 2, throttled: 2, failed: 1 };
const one = { requests: 1, retries: 0, throttled: 0, failed: 0 };

async function spreadRun() {
  const store = memoryStore();
  const plan = {
    ...{ schema: "job-audit/fan-out/v1", ...name, family: "pic", night: "2026-11-20" },
    ...{ at: "2026-11-20T18:30:00.000Z", shards, cuts: [] },
  };
  await store.put(fanOutKey(name), Buffer.from(JSON.stringify(plan)), signal);
  return { store, clock: manualClock(at) };
}

describe("keepTaken()", () => {
  it("leaves what each instance took beside its shard, behind those that came before", async () => {
    const { store, clock } = await spreadRun();
    const [first = ""] = shards;
    await keepTaken({ store, clock }, ofShard(first), numbers([list, many]), signal);
    await keepTaken({ store, clock }, ofShard(first), numbers(), signal);
    const found = [1, 2, 3].map((number) => {
      const bytes = store.objects.get(`v1/work/run=${runId}/shards/0001-0001/taken-00001-000${number}.json`);
      return bytes && JSON.parse(Buffer.from(bytes).toString());
    });
    const taken = { schema: "job-audit/taken/v1", at: "2026-11-20T19:00:00.000Z" };
    expect(found).toEqual([{ ...taken, requests: { [list]: many } }, { ...taken, requests: {} }, undefined]);
  });
});

describe("readTaken()", () => {
  it("reads what was left of each shard, and of those who planned them; what is damaged counts for nothing", async () => {
    const deps = await spreadRun();
    await deps.store.put(ofPlan(1), Buffer.from("{}"), signal);
    await keepTaken(deps, ofPlan, numbers([put, one]), signal);
    for (const shard of shards) await keepTaken(deps, ofShard(shard), numbers([list, many]), signal);
    const read = await readTaken(deps, runId, signal);
    expect(read).toEqual([
      [put, one],
      [list, many],
      [list, many],
    ]);
    expect(withRequests(numbers([list, one]), read)).toEqual({
      requests: new Map([
        [list, { requests: 9, retries: 4, throttled: 4, failed: 2 }],
        [put, one],
      ]),
      stepMs: new Map([["walk", 400]]),
      durationMs: 9,
      resumedWindows: 1,
    });
  });

  it("finds none of a run that was not spread, and only those who planned where the plan cannot be read", async () => {
    const deps = await spreadRun();
    expect(await readTaken(deps, "f".repeat(16), signal)).toEqual([]);
    await keepTaken(deps, ofPlan, numbers([put, one]), signal);
    await deps.store.put(fanOutKey(name), Buffer.from("[]"), signal);
    expect(await readTaken(deps, runId, signal)).toEqual([[put, one]]);
  });
});
