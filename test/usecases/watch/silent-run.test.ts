import { beforeAll, describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import { restartKey } from "../../../lib/core/key.ts";
import { restartSchema } from "../../../lib/core/schema/restart.ts";
import { makePlan } from "../../../lib/usecases/audit/audit-night.ts";
import { readRunSign } from "../../../lib/usecases/watch/run-sign.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { afterFirstNight, attempt, copyOf, secondRequest } from "../progress/killed-night.ts";
import { auditFunction, commitDiff, signal, testSink, told, type WorldOptions, watchedWorld } from "./watched.ts";

const night = { family: "pic", date: "2026-11-22" } as const;
const requestOf = () => secondRequest();

let killed: MemoryStore;
let runId = "";
/** When the run that was killed saved something last: a little after 03:00 in Shanghai. */
let savedAt = 0;

beforeAll(async () => {
  killed = await afterFirstNight();
  await commitDiff(killed, "2026-11-21");
  const { saved } = await attempt(killed, { kill: { effect: 60, when: "before" } });
  savedAt = saved.at(-1)?.at ?? Number.NaN;
  runId = /run=([0-9a-f]+)/.exec(saved.at(-1)?.key ?? "")?.[1] ?? "";
});

/** Shanghai's time, so long after the last sign of the run. */
function laterBy(ms: number, since = savedAt): string {
  return new Date(since + ms + 8 * 3_600_000).toISOString().slice(0, -1);
}

function world({ change, ...options }: WorldOptions = {}) {
  return watchedWorld({ store: copyOf(killed), ...options, change: { requestOf, ...change } });
}

const minute = 60_000;
const silence = 20 * minute;

describe("a run that went silent", () => {
  it("is found by the id of its plan, and by its newest checkpoint", async () => {
    const { runId: planned } = await makePlan({ store: killed, clock: manualClock(savedAt) }, requestOf(), signal);
    expect(planned).toBe(runId);
    expect(await readRunSign(killed, runId, signal)).toEqual({ savedAt });
  });

  it("is left alone as long as it may be silent, and started again from then on", async () => {
    const { look, started } = world();
    expect((await look(laterBy(silence - 1))).nights).toMatchObject([
      {},
      { name: night, restarted: null, troubles: [] },
    ]);
    expect(started).toEqual([]);
    expect((await look(laterBy(silence))).nights).toMatchObject([{}, { name: night, restarted: runId, troubles: [] }]);
    expect(started).toEqual([{ ...auditFunction, event: { date: "2026-11-22", family: "pic" } }]);
  });

  it("is started again once, by one of two that look at the same time, however often they look then", async () => {
    const { look, started, store } = world();
    const both = await Promise.all([look(laterBy(silence)), look(laterBy(silence))]);
    expect(both.flatMap(({ nights }) => nights.map(({ restarted }) => restarted)).filter(Boolean)).toEqual([runId]);
    await look(laterBy(silence + minute));
    await look(laterBy(9 * silence));
    expect(started).toHaveLength(1);
    const record = JSON.parse(String(Buffer.from((await store.get(restartKey(night, runId), signal)) ?? [])));
    expect(restartSchema.parse(record)).toMatchObject({
      night: night.date,
      runId,
      savedAt: new Date(savedAt).toISOString(),
    });
  });

  it("is told of when starting it again was to no avail, and when the night is there after all", async () => {
    const { look, sink, store } = world();
    await look(laterBy(silence));
    await look(laterBy(2 * silence - 1));
    expect(told(sink)).toEqual([]);
    await look(laterBy(2 * silence));
    await look(laterBy(3 * silence));
    expect(told(sink)).toEqual(["2026-11-22 silent"]);
    const run = { savedAt, restartedAt: savedAt + silence, problem: null };
    expect(sink.sent).toMatchObject([{ severity: "critical", news: [{ trouble: { kind: "silent", run } }] }]);
    await attempt(store as MemoryStore, { startAt: savedAt + 3 * silence });
    await look(laterBy(4 * silence));
    expect(told(sink)).toEqual(["2026-11-22 silent", "2026-11-22 settled commit"]);
  });

  it("is not told of while it saves something again", async () => {
    const { look, sink, store, started } = world();
    await look(laterBy(silence));
    const { saved } = await attempt(store as MemoryStore, {
      startAt: savedAt + silence,
      kill: { effect: 60, when: "before" },
    });
    const last = saved.at(-1)?.at ?? 0;
    expect(last).toBeGreaterThan(savedAt + silence);
    await look(laterBy(silence - 1, last));
    expect(told(sink)).toEqual([]);
    await look(laterBy(silence, last));
    expect([told(sink), started.length]).toEqual([["2026-11-22 silent"], 1]);
  });

  it("is named in what is told of the missing night", async () => {
    const { look, sink } = world();
    await look("2026-11-23 06:45");
    const restartedAt = Date.UTC(2026, 10, 22, 22, 45);
    expect(sink.sent.flatMap(({ news }) => news)).toMatchObject([
      { trouble: { kind: "missing", run: { savedAt, restartedAt, problem: null } } },
    ]);
  });

  it("is told of at once where nobody can start it again", async () => {
    const { look, sink, started } = world({ change: { auditFunction: null } });
    await look(laterBy(silence));
    expect([told(sink), started]).toEqual([["2026-11-22 silent"], []]);
  });

  it("is told of at once where starting it fails, and not tried again", async () => {
    const refused = new NetworkError("Cannot start the function: no answer");
    const { look, sink, started } = world({ onStart: () => Promise.reject(refused) });
    expect((await look(laterBy(silence))).errors).toEqual([refused]);
    expect(sink.sent.flatMap(({ news }) => news)).toMatchObject([
      { trouble: { kind: "silent", run: { restartedAt: null, problem: refused.message } } },
    ]);
    await look(laterBy(silence + 1));
    expect([told(sink), started.length]).toEqual([["2026-11-22 silent"], 1]);
  });

  it("throws a defect of whoever starts it", async () => {
    const { look } = world({ onStart: () => Promise.reject(new TypeError("x")) });
    await expect(look(laterBy(silence))).rejects.toThrow(TypeError);
  });

  it("is told of where what is kept of starting it again cannot be read", async () => {
    const { look, sink, store, started } = world();
    (store as MemoryStore).objects.set(restartKey(night, runId), Buffer.from("{"));
    await look(laterBy(silence));
    expect([told(sink), started]).toEqual([["2026-11-22 silent"], []]);
    const odd = world();
    (odd.store as MemoryStore).objects.set(restartKey(night, runId), Buffer.from("{}"));
    await odd.look(laterBy(silence));
    expect(told(odd.sink)).toEqual(["2026-11-22 silent"]);
  });
});

describe("readRunSign", () => {
  function checkpoints(store: MemoryStore): string[] {
    return [...store.objects.keys()].filter((key) => key.includes("/progress/")).sort();
  }

  it("is null for a run that has saved nothing", async () => {
    expect(await readRunSign(killed, "0123456789abcdef", signal)).toBeNull();
    expect(await readRunSign(memoryStore(), runId, signal)).toBeNull();
  });

  it("finds the newest of many checkpoints with few questions", async () => {
    const store = copyOf(killed);
    const [first = ""] = checkpoints(store);
    const newest = store.objects.get(checkpoints(store).at(-1) ?? "") ?? Buffer.of();
    const at = (number: number) => first.replace("0001.jsonl", `${String(number).padStart(4, "0")}.jsonl`);
    for (let number = 1; number < 1_000; number += 1) store.objects.set(at(number), store.objects.get(first) ?? newest);
    store.objects.set(at(1_000), newest);
    const before = store.calls.length;
    expect(await readRunSign(store, runId, signal)).toEqual({ savedAt });
    expect(store.calls.length - before).toBeLessThan(25);
  });

  it("passes over checkpoints that do not count, and knows no time where none does", async () => {
    const store = copyOf(killed);
    const keys = checkpoints(store);
    expect(keys.length).toBeGreaterThan(1);
    store.objects.set(keys.at(-1) ?? "", Buffer.from("cut"));
    const sign = await readRunSign(store, runId, signal);
    expect(sign?.savedAt).toBeLessThan(savedAt);
    for (const key of keys) store.objects.set(key, Buffer.from("cut"));
    expect(await readRunSign(store, runId, signal)).toEqual({ savedAt: null });
    for (const key of keys) store.objects.delete(key);
    expect(await readRunSign(store, runId, signal)).toEqual({ savedAt: null });
  });

  it("takes a run for begun whose discovery cannot be read", async () => {
    const store = copyOf(killed);
    const [key = ""] = [...store.objects.keys()].filter((each) => each.includes("/discovery-"));
    store.objects.set(key, Buffer.from("cut"));
    expect(await readRunSign(store, runId, signal)).toEqual({ savedAt });
  });

  it("makes such a run be started again, as nobody knows since when it is silent", async () => {
    const store = copyOf(killed);
    for (const key of checkpoints(store)) store.objects.delete(key);
    const { look, started, sink } = watchedWorld({ store, sinks: [testSink()], change: { requestOf } });
    await look(laterBy(minute));
    expect([started.length, told(sink)]).toEqual([1, []]);
  });
});
