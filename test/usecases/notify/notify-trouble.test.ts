import { describe, expect, it } from "vitest";
import { StoreError } from "../../../lib/core/errors.ts";
import { deliveryLogKey } from "../../../lib/core/key.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { linesOf, night, notify, refusal } from "./notified.ts";
import { aSignal, commitTold, fakeSink, nightName, signal, toldWorld } from "./told-night.ts";

describe("notifyNight(), where sending fails", () => {
  it("says why, and tries again as the same message", async () => {
    let failures = 1;
    const ids: string[] = [];
    const sink = fakeSink("ops", async ({ id }) => {
      ids.push(id);
      if (failures-- > 0) throw refusal;
    });
    const told = toldWorld(sink);
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    expect((await notify(told)).deliveries).toMatchObject([{ reason: "Cannot send to ops: it answered 500" }]);
    expect(linesOf(told)[1]).toMatchObject({ kind: "failed", reason: "Cannot send to ops: it answered 500" });
    expect((await notify(told)).deliveries).toMatchObject([{ reason: null }]);
    expect(new Set(ids).size).toBe(1);
    expect(ids).toHaveLength(2);
  });

  it("names no more than the kind of an error that is not this program's own", async () => {
    const told = toldWorld(fakeSink("ops", async () => Promise.reject(new TypeError("https://secret.example"))));
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    expect((await notify(told)).deliveries).toMatchObject([{ reason: "Cannot send it: TypeError" }]);
    const odd = toldWorld(fakeSink("ops", async () => Promise.reject("https://secret.example")));
    await commitTold(odd.deps.store, night, { signals: [aSignal("v1:aa")] });
    expect((await notify(odd)).deliveries).toMatchObject([{ reason: "Cannot send it: unknown" }]);
  });

  it("tells the next sink all the same", async () => {
    const other = fakeSink("other");
    const told = toldWorld(fakeSink(), {
      recipients: [
        { sink: fakeSink("ops", async () => Promise.reject(refusal)), severity: "info" },
        { sink: other, severity: "info" },
      ],
    });
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    await notify(told);
    expect(other.sent).toHaveLength(1);
  });

  it("sends on the next nights what failed, and not what was never begun", async () => {
    let isDown = true;
    const told = toldWorld(fakeSink("ops", async () => (isDown ? Promise.reject(refusal) : undefined)));
    await commitTold(told.deps.store, "2026-11-20", { signals: [aSignal("v1:old")] });
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:old"), aSignal("v1:aa")] });
    const unheard = { ...told, deps: { ...told.deps, recipients: [] } };
    await notify(unheard, "2026-11-20");
    await notify(told);
    isDown = false;
    await commitTold(told.deps.store, "2026-11-23", { signals: [aSignal("v1:old"), aSignal("v1:aa")] });
    const { deliveries } = await notify(told, "2026-11-23");
    expect(deliveries).toMatchObject([{ night, reason: null }]);
    expect(told.sink.sent.map(({ night: of, items }) => [of.date, items.length])).toEqual([[night, 1]]);
  });

  it("does not look further back than three nights", async () => {
    let isDown = true;
    const told = toldWorld(fakeSink("ops", async () => (isDown ? Promise.reject(refusal) : undefined)));
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    await notify(told);
    isDown = false;
    await commitTold(told.deps.store, "2026-11-25", {
      warm: [aSignal("v1:aa")].map(({ severity: _s, evidence: _e, ...subject }) => subject),
    });
    expect((await notify(told, "2026-11-25")).deliveries).toEqual([]);
  });

  it("tells of an earlier night that cannot be read, once this one was told", async () => {
    let isDown = true;
    const told = toldWorld(fakeSink("ops", async () => (isDown ? Promise.reject(refusal) : undefined)));
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    await notify(told);
    isDown = false;
    await commitTold(told.deps.store, "2026-11-22", { signals: [aSignal("v1:aa"), aSignal("v1:bb")] });
    for (const key of [...told.deps.store.objects.keys()])
      if (key.includes(`${night}/manifest-`)) told.deps.store.objects.delete(key);
    const { deliveries, problems } = await notify(told, "2026-11-22");
    expect(deliveries).toMatchObject([{ night: "2026-11-22", reason: null }]);
    expect(problems[0]).toContain("is missing");
  });
});

describe("notifyNight(), with an earlier night that nobody was told of", () => {
  it("tells of the night although the earlier one cannot be told of, and keeps neither", async () => {
    const told = toldWorld();
    const { store } = told.deps;
    await commitTold(store, "2026-11-19");
    await notify(told, "2026-11-19");
    await commitTold(store, "2026-11-20", { signals: [aSignal("v1:bb")] });
    for (const key of [...store.objects.keys()]) {
      if (key.includes("date=2026-11-20/manifest-")) store.objects.delete(key);
    }
    await commitTold(store, night, { signals: [aSignal("v1:aa")] });
    const { key, problems } = await notify(told);
    expect(told.sink.sent.map((message) => message.night.date)).toEqual([night]);
    expect([key, problems]).toEqual([null, [expect.stringContaining("is missing")]]);
    await notify(told);
    expect(told.sink.sent).toHaveLength(1);
  });
});

describe("notifyNight(), with a log in trouble", () => {
  const broken = () => Promise.reject(new StoreError("Cannot append to cos://x: AccessDenied"));

  it("sends where the log cannot be read, and tells of it", async () => {
    const log = { ...createMemoryLog(), read: broken };
    const told = toldWorld(fakeSink(), { log });
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    const { problems } = await notify(told);
    expect(told.sink.sent).toHaveLength(1);
    expect(problems[0]).toBe(
      "Cannot read v1/alerts/family=pic/date=2026-11-21/deliveries.jsonl: Cannot append to cos://x: AccessDenied",
    );
    await commitTold(told.deps.store, "2026-11-22", { signals: [aSignal("v1:aa")] });
    await notify(told, "2026-11-22");
    expect(told.sink.sent).toHaveLength(1);
  });

  it("sends where the log cannot be written, and tells of it", async () => {
    const told = toldWorld(fakeSink(), {
      log: { ...createMemoryLog(), append: () => Promise.reject(new Error("disk")) },
    });
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    const { problems } = await notify(told);
    expect(told.sink.sent).toHaveLength(1);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain("Error: disk");
  });

  it("sends on the next night what failed and stands in no log, and then no more", async () => {
    let isDown = true;
    const sink = fakeSink("ops", async () => (isDown ? Promise.reject(refusal) : undefined));
    const told = toldWorld(sink, { log: { ...createMemoryLog(), append: broken } });
    await commitTold(told.deps.store, "2026-11-20");
    await notify(told, "2026-11-20");
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    await expect(notify(told)).resolves.toMatchObject({ key: null, deliveries: [{ logged: false }] });
    isDown = false;
    for (const date of ["2026-11-22", "2026-11-23"]) {
      await commitTold(told.deps.store, date);
      await notify(told, date);
    }
    expect(sink.sent.map(({ night: of }) => of.date)).toEqual([night, "2026-11-23"]);
  });

  it("sends in the end where others always come first, and tells of it", async () => {
    const told = toldWorld(fakeSink(), { log: { ...createMemoryLog(), append: async () => null } });
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    const { problems } = await notify(told);
    expect(told.sink.sent).toHaveLength(1);
    expect(problems).toEqual([expect.stringContaining("others came first 8 times. The alert may be sent again")]);
  });

  it("passes over lines that it cannot read", async () => {
    const told = toldWorld();
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    await told.deps.log.append(
      deliveryLogKey(nightName(night)),
      0,
      ["{", '{"schema":"job-audit/delivery/v9"}'],
      signal,
    );
    await notify(told);
    expect(told.sink.sent).toHaveLength(1);
  });
});
