/** Shards that cannot be started, or whose starts lead to nothing. */

import { describe, expect, it } from "vitest";
import { DeadlineError, NetworkError, ServiceError } from "../../../lib/core/errors.ts";
import { isUnderWay } from "../../../lib/usecases/fan-out/fanning-out.ts";
import { keysOf } from "../audit/stored.ts";
import { answersIn, aSpreadNight, type SpreadOptions } from "./a-spread-night.ts";

const single = aSpreadNight({ fanOut: { pagesPerShard: 10_000 } });
await single.audit();
const answers = answersIn(single.store);

async function runAll(night: ReturnType<typeof aSpreadNight>) {
  for (let start = night.started.shift(); start !== undefined; start = night.started.shift()) await night.shard(start);
}

async function spread(options: SpreadOptions = {}) {
  const night = aSpreadNight(options);
  const result = await night.audit();
  if (!isUnderWay(result)) throw new Error("the night was not spread");
  return { night, underWay: result.underWay };
}

describe("auditOrFanOut(), where shards do not begin", () => {
  it("tries them once more, and tells which still cannot be started", async () => {
    // Two are started, and each that comes then fails, so often.
    const failing = (times: number) => {
      let left = times;
      return (_: object, nth: number) => (nth === 2 && left-- > 0 ? new NetworkError("Cannot start: no answer") : null);
    };
    const passing = await spread({ failStart: failing(3) });
    expect(passing.underWay).toMatchObject({ shards: 5, started: 5, notStarted: 0, problem: null });
    const { night, underWay } = await spread({ failStart: failing(99) });
    expect(underWay).toMatchObject({ shards: 5, started: 2, notStarted: 3, problem: "Cannot start: no answer" });
    expect(night.events.filter(({ event }) => event === "shard-not-started")).toHaveLength(6);
  });

  it("gives up behind four that could not be started: each may take its time", async () => {
    let tries = 0;
    const failStart = (_: object, nth: number) => {
      tries += 1;
      return nth === 2 ? new NetworkError("Cannot start: no answer") : null;
    };
    const { underWay } = await spread({ failStart, fanOut: { pagesPerShard: 10 } });
    expect(underWay).toMatchObject({ started: 2, notStarted: underWay.shards - 2 });
    expect(underWay.shards).toBeGreaterThan(15);
    expect(tries).toBeLessThan(2 + 2 * 8);
  });

  it("starts those of which nothing was heard within a minute, where whoever planned them was stopped before", async () => {
    let planners = 1;
    const failStart = () => (planners-- > 0 ? new TypeError("stopped") : null);
    const night = aSpreadNight({ failStart });
    await expect(night.audit()).rejects.toThrow("stopped");
    night.started.splice(0);
    expect(await night.audit()).toMatchObject({ underWay: { fanOut: { fanOut: 1 }, done: 0, started: 0 } });
    night.clock.advance(60_000);
    expect(await night.audit()).toMatchObject({ underWay: { fanOut: { fanOut: 1 }, done: 0, started: 5 } });
    await runAll(night);
    await night.audit();
    expect(answersIn(night.store)).toEqual(answers);
  });

  it("plans anew by the audit of the next day, and reads here by that of the day after", async () => {
    const { night } = await spread();
    night.clock.advance(24 * 3_600_000 - 30_000);
    expect(await night.audit()).toMatchObject({ underWay: { fanOut: { fanOut: 2 }, started: 5 } });
    night.clock.advance(24 * 3_600_000 - 30_000);
    expect(isUnderWay(await night.audit())).toBe(false);
    expect(answersIn(night.store)).toEqual(answers);
  });
});

describe("auditOrFanOut(), where not one shard can be started", () => {
  const forbidden = { failStart: () => denied() };

  it("reads the night here", async () => {
    const night = aSpreadNight(forbidden);
    expect(await night.audit()).toMatchObject({ already: false, manifest: { status: "complete" } });
    expect(answersIn(night.store)).toEqual(answers);
    expect(night.events.filter(({ event }) => event === "shard-not-started")).toHaveLength(4);
    expect(night.asked.length).toBeLessThan(single.asked.length * 1.1);
  });

  it.each([
    ["spread at once", { pagesPerShard: 40 }, 2],
    // What is left seems little enough for one instance then.
    ["handed over when time was up", { pagesPerShard: null }, 1],
  ])("goes on in the next instance with what could not be %s, and waits for nobody", async (_, fanOut, times) => {
    const night = aSpreadNight({ ...forbidden, fanOut, pageMs: 4_000 });
    let deadlines = 0;
    let result = null;
    while (result === null && deadlines < 10) {
      result = await night.audit(300_000).catch((error: unknown) => {
        expect(error).toBeInstanceOf(DeadlineError);
        deadlines += 1;
        return null;
      });
    }
    expect(deadlines).toBeGreaterThan(1);
    expect(result).toMatchObject({ already: false });
    expect(answersIn(night.store)).toEqual(answers);
    expect(night.asked.length).toBeLessThan(single.asked.length * 1.5);
    // Each is followed by one of no shards.
    expect(keysOf(night.store, /\/plan\.json$/)).toHaveLength(2 * times);
  });

  it("takes up here what the shards had read that ran before", async () => {
    let isForbidden = false;
    const night = aSpreadNight({ failStart: () => (isForbidden ? denied() : null) });
    await night.audit();
    for (const start of night.started.splice(0, 2)) await night.shard(start);
    isForbidden = true;
    night.clock.advance(60_000);
    expect(await night.audit()).toMatchObject({ already: false });
    expect(answersIn(night.store)).toEqual(answers);
    expect(night.asked.length).toBeLessThan(single.asked.length * 1.1);
  });

  it("waits all the same for shards that are at work", async () => {
    let isForbidden = false;
    const night = aSpreadNight({ pageMs: 4_000, failStart: () => (isForbidden ? denied() : null) });
    await night.audit();
    const [first = { shard: "" }] = night.started.splice(0);
    night.clock.advance(50_000);
    expect((await night.shard(first, 60_000)).ended).toBe("continued");
    isForbidden = true;
    expect(await night.audit()).toMatchObject({ underWay: { done: 0, started: 0, notStarted: 4 } });
  });
});

function denied() {
  return new ServiceError("Cannot list jobs", { status: 403, serviceCode: "AccessDenied", requestId: null });
}
