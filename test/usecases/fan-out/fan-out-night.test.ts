import { describe, expect, it } from "vitest";
import { ServiceError } from "../../../lib/core/errors.ts";
import { compareText } from "../../../lib/core/order.ts";
import { nightJobs } from "../audit/a-night.ts";
import { keysOf } from "../audit/stored.ts";
import { answersIn, aSpreadNight, runAll, type SpreadOptions, spread } from "./a-spread-night.ts";

const single = aSpreadNight({ fanOut: { pagesPerShard: 10_000 } });
await single.audit();
const answers = answersIn(single.store);

function commitsIn({ store }: ReturnType<typeof aSpreadNight>): readonly string[] {
  return keysOf(store, /\/commits\//);
}

describe("auditOrFanOut(), runShard()", () => {
  it("read a night in one instance that is small enough for one", () => {
    expect(commitsIn(single)).toHaveLength(1);
    expect(single.started).toEqual([]);
    expect(answers.length).toBeGreaterThan(5);
  });

  it("start a shard for each part of a night that is larger, and commit nothing", async () => {
    const { night, underWay } = await spread();
    // Eight scopes of 24 hours, of whose number of jobs nothing is known.
    expect(underWay).toMatchObject({ shards: 5, done: 0, started: 5, notStarted: 0 });
    expect(night.started.map(({ shard }) => shard)).toEqual(keysOf(night.store, /\/shard-/));
    expect(commitsIn(night)).toEqual([]);
    expect(night.asked).toEqual([]);
    expect(night.events).toContainEqual(expect.objectContaining({ event: "fanned-out", shards: 5, pages: 192 }));
  });

  it("find the same as a single instance, whose last shard alone is to commit", async () => {
    const { night } = await spread();
    const runs = await runAll(night);
    expect(runs.map(({ ended }) => ended)).toEqual(["read", "read", "read", "read", "complete"]);
    const asked = night.asked.length;
    await night.audit();
    expect(answersIn(night.store)).toEqual(answers);
    // Only what a night asks when it is read: whether the oldest is still listed.
    expect(night.asked.length - asked).toBeLessThan(10);
    expect(commitsIn(night)).toHaveLength(1);
  });

  it("cut a window inside that is fuller than a shard, and find the same", async () => {
    const { night } = await spread({ change: { windowMs: 24 * 3_600_000 }, fanOut: { pagesPerShard: 0.5 } });
    expect(night.started).toHaveLength(16);
    await runAll(night);
    await night.audit();
    expect(answersIn(night.store)).toEqual(answers);
  });

  it.each([
    ["in another order", (count: number) => Array.from({ length: count }, (_, index) => count - 1 - index)],
    ["each of them twice", (count: number) => Array.from({ length: 2 * count }, (_, index) => index >> 1)],
  ])("find the same when shards run %s", async (_, order) => {
    const { night, underWay } = await spread();
    const starts = night.started.splice(0);
    for (const index of order(underWay.shards)) await night.shard(starts[index] ?? { shard: "" });
    await night.audit();
    expect(answersIn(night.store)).toEqual(answers);
  });

  it("find the same when shards that are all started twice run side by side", async () => {
    const { night } = await spread();
    const starts = night.started.splice(0);
    await Promise.all([...starts, ...starts].map((start) => night.shard(start)));
    await Promise.all([night.audit(), night.audit()]);
    expect(answersIn(night.store)).toEqual(answers);
    expect(commitsIn(night)).toHaveLength(1);
  });

  it("go on in another instance when time is up, and read nothing twice that was saved", async () => {
    const { night } = await spread({ pageMs: 4_000 });
    const runs = await runAll(night, 90_000);
    expect(runs.filter(({ ended }) => ended === "continued").length).toBeGreaterThan(3);
    expect(runs.at(-1)?.ended).toBe("complete");
    expect(night.asked.length).toBeLessThan(single.asked.length * 1.5);
    await night.audit();
    expect(answersIn(night.store)).toEqual(answers);
  });

  it("hand over what is left of a night that turns out too large, and find the same", async () => {
    const night = aSpreadNight({ pageMs: 4_000, fanOut: { pagesPerShard: null } });
    const result = await night.audit(300_000);
    expect(result).toMatchObject({ underWay: { done: 0 } });
    expect(night.started.length).toBeGreaterThan(0);
    const before = night.asked.length;
    expect(before).toBeGreaterThan(10);
    await runAll(night, 300_000);
    await night.audit();
    expect(answersIn(night.store)).toEqual(answers);
    expect(night.asked.length).toBeLessThan(single.asked.length * 1.5);
  });

  it("cut shards as for an instance that has all of its time, however little this one has left", async () => {
    const night = aSpreadNight({ fanOut: { pagesPerShard: null } });
    // 192 pages of 250 ms, at four a time, in 70 % of ten seconds and of one.
    expect(await night.audit(1_000, 10_000)).toMatchObject({ underWay: { shards: 2 } });
    const begun = aSpreadNight({ fanOut: { pagesPerShard: null } });
    expect(await begun.audit(1_000)).toMatchObject({ underWay: { shards: 18 } });
  });

  it("tell how far a night is that is under way, and start nothing that is not silent", async () => {
    const { night } = await spread();
    await night.shard(night.started.splice(0, 1)[0] ?? { shard: "" });
    night.started.splice(0);
    expect(await night.audit()).toMatchObject({ underWay: { shards: 5, done: 1, started: 0 } });
    expect(night.started).toEqual([]);
    night.clock.advance(1_200_000);
    expect(await night.audit()).toMatchObject({ underWay: { done: 1, started: 4 } });
    await runAll(night);
    await night.audit();
    expect(answersIn(night.store)).toEqual(answers);
  });

  it("take up what shards read of a plan that is too old to be waited for, and read the rest", async () => {
    const { night } = await spread();
    await night.shard(night.started.splice(0, 1)[0] ?? { shard: "" });
    night.clock.advance(25 * 3_600_000);
    const again = await night.audit();
    expect(again).toMatchObject({ underWay: { fanOut: { fanOut: 2 }, done: 0 } });
    night.started.splice(0, night.started.length - 5);
    await runAll(night);
    await night.audit();
    expect(answersIn(night.store)).toEqual(answers);
  });

  it("have nothing to do for a shard of a night that is committed, or planned otherwise", async () => {
    const { night } = await spread();
    const starts = night.started.splice(0);
    for (const start of starts) await night.shard(start);
    await night.audit();
    const asked = night.asked.length;
    expect((await night.shard(starts[0] ?? { shard: "" })).ended).toBe("committed");
    const other = aSpreadNight({ store: (await spread()).night.store, change: { settingsDigest: "cd".repeat(32) } });
    const [key = ""] = keysOf(other.store, /\/shard-00001/);
    expect((await other.shard({ shard: key })).ended).toBe("outdated");
    expect([night.asked.length, other.asked.length]).toEqual([asked, 0]);
  });

  it("refuse a shard that is not there, or was changed", async () => {
    const { night } = await spread();
    const [start = { shard: "" }] = night.started;
    const missing = start.shard.replace(/.....json$/, "00000.json");
    await expect(night.shard({ shard: missing })).rejects.toThrow("Cannot read the shard");
    const text = Buffer.from(night.store.objects.get(start.shard) ?? [])
      .toString()
      .replace('"number": 1', '"number": 2');
    night.store.objects.set(start.shard, Buffer.from(text));
    await expect(night.shard(start)).rejects.toThrow("Cannot read the shard");
  });

  it("give each shard its share of the rate", async () => {
    const { night } = await spread({ fanOut: { maxRate: 10 } });
    await runAll(night);
    // Three ask photos-1, two videos-1, and two maps-1.
    expect(night.rates).toEqual([10 / 3, 10 / 3, 10 / 3, 5, 5]);
  });

  it.each<[string, SpreadOptions["cloud"]]>([
    ["that is out of order", { compare: (a, b) => compareText(a.id, b.id) }],
    ["whose tokens expire", { expireAfter: 1 }],
    ["with an answer that cannot be read", { poison: new Set([nightJobs[7]?.job.id ?? ""]) }],
    ["that is refused in part", { failJobs: ({ request }) => (request.scope.queueId === "m1" ? denied() : null) }],
  ])("find the same of a list %s", async (_, cloud) => {
    const alone = aSpreadNight({ cloud, fanOut: { pagesPerShard: 10_000 } });
    await alone.audit();
    const { night } = await spread({ cloud, fanOut: { pagesPerShard: 2 } });
    await runAll(night);
    await night.audit();
    expect(answersIn(night.store)).toEqual(answersIn(alone.store));
  });
});

function denied() {
  return new ServiceError("Cannot list jobs", { status: 403, serviceCode: "AccessDenied", requestId: null });
}
