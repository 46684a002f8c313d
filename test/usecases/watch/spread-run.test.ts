import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import type { NightName } from "../../../lib/core/key.ts";
import { isUnderWay } from "../../../lib/usecases/fan-out/fanning-out.ts";
import { lookAtRun } from "../../../lib/usecases/watch/look-at-run.ts";
import { lookAtSpreadRun } from "../../../lib/usecases/watch/look-at-spread-run.ts";
import { aRequest } from "../audit/a-night.ts";
import { keysOf } from "../audit/stored.ts";
import { aSpreadNight, shardFunction } from "../fan-out/a-spread-night.ts";
import { auditFunction } from "./watched.ts";

const { signal } = new AbortController();
const minute = 60_000;

async function spread(failure: Error | null = null) {
  const night = aSpreadNight();
  const result = await night.audit();
  if (!isUnderWay(result)) throw new Error("the night was not spread");
  const { name, fanOut } = result.underWay;
  return watching(night, { name, runId: fanOut.runId }, failure);
}

type SpreadNight = ReturnType<typeof aSpreadNight>;

function watching(night: SpreadNight, { name, runId }: { name: NightName; runId: string }, failure: Error | null) {
  const starts = night.started.splice(0);
  const restarts: object[] = [];
  const start = async (_: object, event: object) => {
    restarts.push(event);
    if (failure !== null) throw failure;
    return { requestId: null };
  };
  const { store, clock } = night;
  const deps = { store, clock, functions: { start }, recipients: [], nameRun: () => "look" };
  const request = {
    ...{ families: ["pic"] as const, timeZone: "Asia/Shanghai", settleMs: 0, nights: 1, graceMs: 0, silences: [] },
    ...{ silenceMs: 20 * minute, auditFunction: null, shardFunction, requestOf: () => aRequest() },
  };
  const all = { ...deps, log: undefined as never };
  const look = (of: typeof request | (Omit<typeof request, "shardFunction"> & { shardFunction: null }) = request) =>
    lookAtSpreadRun(all, of, { name, runId }, signal);
  /** As the watchdog comes to it. */
  const lookAtAll = () => lookAtRun(all, { ...request, auditFunction }, name, signal);
  return { night, starts, restarts, look, lookAtAll, request };
}

describe("lookAtSpreadRun()", () => {
  it("starts each shard again that went silent, once, and then tells which are silent still", async () => {
    const { night, starts, restarts, look } = await spread();
    const [first = { shard: "" }, ...others] = starts;
    await night.shard(first);
    expect(await look()).toMatchObject({ isSilent: false, restarted: null, run: { shards: { done: 1, of: 5 } } });
    night.clock.advance(20 * minute);
    expect(await look()).toMatchObject({ isSilent: false, restarted: expect.any(String) });
    expect(restarts).toEqual(others);
    night.clock.advance(20 * minute);
    expect(await look()).toMatchObject({ isSilent: true, restarted: null, run: { shards: { silent: [2, 3, 4, 5] } } });
    expect(restarts).toHaveLength(4);
  });

  it("tells at once where nobody can start them, or starting fails", async () => {
    const alone = await spread();
    alone.night.clock.advance(20 * minute);
    expect(await alone.look({ ...alone.request, shardFunction: null })).toMatchObject({ isSilent: true });
    expect(alone.restarts).toEqual([]);
    const refused = await spread(new NetworkError("Cannot start: no answer"));
    refused.night.clock.advance(20 * minute);
    expect(await refused.look()).toMatchObject({
      isSilent: true,
      run: { problem: "Cannot start: no answer", shards: { silent: [1, 2, 3, 4, 5] } },
    });
  });

  it("leaves a night to the run itself whose shards are all read, or whose plan is a day old", async () => {
    const { night, starts, look } = await spread();
    for (const start of starts) await night.shard(start);
    const readAt = night.clock.now();
    night.clock.advance(minute);
    expect(await look()).toEqual({ readAt });
    const old = await spread();
    old.night.clock.advance(24 * 60 * minute);
    expect(await old.look()).toBeNull();
  });
});

describe("lookAtRun(), of a night that is spread", () => {
  it("gives who commits it as long as any run from when the last shard was read", async () => {
    const { night, starts, restarts, lookAtAll } = await spread();
    night.clock.advance(10 * 60 * minute);
    for (const start of starts) await night.shard(start);
    const savedAt = night.clock.now();
    night.clock.advance(20 * minute - 1);
    expect(await lookAtAll()).toMatchObject({ isSilent: false, restarted: null, run: { savedAt } });
    expect(restarts).toEqual([]);
    night.clock.advance(1);
    expect(await lookAtAll()).toMatchObject({ isSilent: false, restarted: expect.any(String), run: { savedAt } });
    expect(restarts).toEqual([{ date: "2026-11-21", family: "pic" }]);
    night.clock.advance(20 * minute);
    expect(await lookAtAll()).toMatchObject({ isSilent: true, restarted: null });
  });

  it("starts the run again where not one shard could be started, and no shard", async () => {
    const refused = new NetworkError("Cannot start: no answer");
    const night = aSpreadNight({ failStart: () => refused, pageMs: 4_000 });
    await expect(night.audit(60_000)).rejects.toThrow("time is up");
    const { lookAtAll, restarts } = watching(night, { name: { family: "pic", date: "2026-11-21" }, runId: "" }, null);
    expect(await lookAtAll()).toMatchObject({ isSilent: false, restarted: null });
    night.clock.advance(20 * minute);
    expect(await lookAtAll()).toMatchObject({ isSilent: false, restarted: expect.any(String) });
    expect(restarts).toEqual([{ date: "2026-11-21", family: "pic" }]);
  });

  it("takes a marker that cannot be read for as old as the plan", async () => {
    const { night, starts, lookAtAll } = await spread();
    const plannedAt = night.clock.now();
    for (const start of starts) await night.shard(start);
    for (const key of keysOf(night.store, /\/done-/)) night.store.objects.set(key, Buffer.from("cut"));
    expect(await lookAtAll()).toMatchObject({ isSilent: false, run: { savedAt: plannedAt } });
  });
});
