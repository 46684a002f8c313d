import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import { isUnderWay } from "../../../lib/usecases/fan-out/fanning-out.ts";
import { lookAtSpreadRun } from "../../../lib/usecases/watch/look-at-spread-run.ts";
import { aRequest } from "../audit/a-night.ts";
import { aSpreadNight, shardFunction } from "../fan-out/a-spread-night.ts";

const { signal } = new AbortController();
const minute = 60_000;

async function spread(failure: Error | null = null) {
  const night = aSpreadNight();
  const result = await night.audit();
  if (!isUnderWay(result)) throw new Error("the night was not spread");
  const { name, fanOut } = result.underWay;
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
  const look = (of: typeof request | (Omit<typeof request, "shardFunction"> & { shardFunction: null }) = request) =>
    lookAtSpreadRun({ ...deps, log: undefined as never }, of, { name, runId: fanOut.runId }, signal);
  return { night, starts, restarts, look, request };
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
    expect(await look()).toBeNull();
    const old = await spread();
    old.night.clock.advance(24 * 60 * minute);
    expect(await old.look()).toBeNull();
  });
});
