import { describe, expect, it } from "vitest";
import { DeadlineError } from "../../../lib/core/errors.ts";
import { answersIn, aSpreadNight, runAll, spread } from "./a-spread-night.ts";

const single = aSpreadNight({ fanOut: { pagesPerShard: 10_000 } });
await single.audit();
const answers = answersIn(single.store);

describe("runShard()", () => {
  it("goes on as often as it takes where each instance saves something, and finds the same", async () => {
    const { night } = await spread({ pageMs: 4_000, fanOut: { pagesPerShard: 150 } });
    const runs = await runAll(night, 30_000);
    expect(runs.filter(({ ended }) => ended === "continued").length).toBeGreaterThan(2 * 21);
    expect(runs.at(-1)?.ended).toBe("complete");
    await night.audit();
    expect(answersIn(night.store)).toEqual(answers);
  });

  it("goes on so many times in a row without having saved anything, and no more", async () => {
    const { night } = await spread({ pageMs: 60_000 });
    const [start = { shard: "" }] = night.started.splice(0);
    const idle = async (before: object) => {
      expect((await night.shard({ ...start, ...before }, 40_000)).ended).toBe("continued");
      return night.started.splice(0);
    };
    expect(await idle({})).toEqual([{ ...start, continuation: 1, idle: 1 }]);
    expect(await idle({ continuation: 30, idle: 19 })).toEqual([{ ...start, continuation: 31, idle: 20 }]);
    await expect(night.shard({ ...start, continuation: 31, idle: 20 }, 40_000)).rejects.toThrow(DeadlineError);
    expect(night.started).toEqual([]);
  });

  it("begins to count anew where an instance saved something, and goes on a thousand times at most", async () => {
    const { night } = await spread({ pageMs: 4_000, fanOut: { pagesPerShard: 150 } });
    const [start = { shard: "" }] = night.started.splice(0);
    await night.shard({ ...start, continuation: 31, idle: 20 }, 40_000);
    expect(night.started).toEqual([{ ...start, continuation: 32 }]);
    await expect(night.shard({ ...start, continuation: 1_000 }, 40_000)).rejects.toThrow(DeadlineError);
    expect(night.started).toHaveLength(1);
  });

  it("does not go on where the plan is 23 hours old, whose first pieces will soon count no more", async () => {
    const { night } = await spread({ pageMs: 4_000, fanOut: { pagesPerShard: 150 } });
    const [start = { shard: "" }] = night.started.splice(0);
    night.clock.advance(23 * 3_600_000 - 100_000);
    expect((await night.shard(start, 30_000)).ended).toBe("continued");
    night.clock.advance(100_000);
    night.started.splice(0);
    expect(await night.shard(start, 30_000)).toMatchObject({ ended: "outdated", pages: expect.any(Number) });
    expect(night.started).toEqual([]);
    expect(await night.audit()).toMatchObject({ underWay: { fanOut: { fanOut: 2 } } });
  });

  it("reads nothing for a plan that another took the place of, and finds the same", async () => {
    const { night } = await spread();
    const late = night.started.splice(0);
    night.clock.advance(25 * 3_600_000);
    await night.audit();
    const [asked, objects] = [night.asked.length, night.store.objects.size];
    for (const start of late) expect((await night.shard(start)).ended).toBe("outdated");
    expect([night.asked.length, night.store.objects.size]).toEqual([asked, objects]);
    await runAll(night);
    await night.audit();
    expect(answersIn(night.store)).toEqual(answers);
  });

  it("tells the one that was to commit from the others, behind the commit", async () => {
    const { night } = await spread();
    const starts = night.started.splice(0);
    for (const start of starts) {
      await night.shard(start);
      night.clock.advance(60_000);
    }
    await night.audit();
    const ended = [];
    for (const start of starts) ended.push((await night.shard(start)).ended);
    expect(ended).toEqual(["committed", "committed", "committed", "committed", "again"]);
  });
});
