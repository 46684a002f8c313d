import { describe, expect, it } from "vitest";
import { deliveryLogKey } from "../../../lib/core/key.ts";
import { notifyNight } from "../../../lib/usecases/notify/notify-night.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { createMemoryLog } from "../../fakes/memory-log.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { linesOf, night, notify, refusal } from "./notified.ts";
import { aSignal, commitTold, fakeSink, nightName, signal, toldWorld } from "./told-night.ts";

describe("notifyNight(), cut off or raced", () => {
  it("sends again as the same message what was cut off between the two lines", async () => {
    const told = toldWorld();
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    await notify(told);
    const [intent] = told.deps.log.logs.get(deliveryLogKey(nightName(night))) ?? [];
    const log = createMemoryLog();
    await log.append(deliveryLogKey(nightName(night)), 0, [String(intent)], signal);
    const later = { ...told, deps: { ...told.deps, log, clock: manualClock(Date.UTC(2026, 10, 21, 18, 40)) } };
    await notify(later);
    expect(told.sink.sent.map(({ id, at }) => [id, at])).toEqual([
      [told.sink.sent[0]?.id, Date.UTC(2026, 10, 21, 18, 30)],
      [told.sink.sent[0]?.id, Date.UTC(2026, 10, 21, 18, 30)],
    ]);
    expect(linesOf(later).map(({ kind, run }) => [kind, run])).toEqual([
      ["intent", "run1"],
      ["intent", "run2"],
      ["sent", "run2"],
    ]);
  });

  it("waits for what another run is sending, and sends it where that run never ends", async () => {
    const told = toldWorld();
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    await notify(told);
    const [intent, outcome] = told.deps.log.logs.get(deliveryLogKey(nightName(night))) ?? [];
    const log = createMemoryLog();
    const key = deliveryLogKey(nightName(night));
    await log.append(key, 0, [String(intent)], signal);
    const dead = { ...told, deps: { ...told.deps, log, clock: manualClock(Date.UTC(2026, 10, 21, 18, 30)) } };
    await notify(dead);
    expect(told.sink.sent).toHaveLength(2);
    expect(dead.deps.clock.now()).toBe(Date.UTC(2026, 10, 21, 18, 32));
    const live = createMemoryLog();
    await live.append(key, 0, [String(intent)], signal);
    const clock = manualClock(Date.UTC(2026, 10, 21, 18, 30));
    const ending = {
      now: clock.now,
      sleep: async () =>
        void (await live.append(key, (await live.read(key, signal)).position, [String(outcome)], signal)),
    };
    expect((await notify({ ...told, deps: { ...told.deps, log: live, clock: ending } })).deliveries).toEqual([]);
    expect(told.sink.sent).toHaveLength(2);
  });

  it("lets one of two runs that race send", async () => {
    const waiting: (() => void)[] = [];
    const both = () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length >= 2) for (const go of waiting) go();
      });
    const told = toldWorld(fakeSink(), { log: createMemoryLog({ beforeAppend: both }) });
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    const results = await Promise.all([notify(told), notify(told)]);
    expect(told.sink.sent).toHaveLength(1);
    expect(results.flatMap(({ deliveries }) => deliveries)).toHaveLength(1);
    expect(linesOf(told).map(({ kind }) => kind)).toEqual(["intent", "sent"]);
  });

  it("tells what a run did not come to that was cut off before it sent anything", async () => {
    const told = toldWorld();
    await commitTold(told.deps.store, "2026-11-20", { signals: [aSignal("v1:aa")] });
    await notify(told, "2026-11-20");
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa"), aSignal("v1:bb")] });
    await commitTold(told.deps.store, "2026-11-22", { signals: [aSignal("v1:bb"), aSignal("v1:cc")] });
    const { deliveries } = await notify(told, "2026-11-22");
    expect(deliveries.map((delivery) => delivery.night)).toEqual([night, "2026-11-22"]);
    expect(told.sink.sent.map(({ items }) => items.map(({ incident }) => incident.fingerprint))).toEqual([
      ["v1:aa"],
      ["v1:bb"],
      ["v1:cc"],
    ]);
    expect([...told.deps.store.objects.keys()].filter((key) => key.includes("/incidents/"))).toHaveLength(3);
  });

  it("tells nothing of nights before the first that it was there for", async () => {
    const told = toldWorld();
    await commitTold(told.deps.store, "2026-11-20", { signals: [aSignal("v1:old")] });
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:old"), aSignal("v1:aa")] });
    const { deliveries } = await notify(told);
    expect(deliveries.map((delivery) => delivery.night)).toEqual([night]);
    expect(told.sink.sent[0]?.items).toHaveLength(1);
  });

  it("tells what a revised diff of an earlier night brought up, and nothing twice", async () => {
    const told = toldWorld();
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    await notify(told);
    await commitTold(told.deps.store, "2026-11-22", { signals: [aSignal("v1:aa")] });
    await notify(told, "2026-11-22");
    await commitTold(told.deps.store, "2026-11-22", { revision: 2, signals: [aSignal("v1:aa"), aSignal("v1:bb")] });
    await commitTold(told.deps.store, "2026-11-23", { signals: [aSignal("v1:aa"), aSignal("v1:bb")] });
    const { deliveries } = await notify(told, "2026-11-23");
    expect(deliveries.map((delivery) => [delivery.night, delivery.items])).toEqual([["2026-11-22", 1]]);
  });

  it("leaves to the next run what it has no time for", async () => {
    const stop = new AbortController();
    const late = new Error("time is up");
    const sink = fakeSink("ops", async () => {
      stop.abort(late);
      throw late;
    });
    const told = toldWorld(sink, {
      recipients: [
        { sink, severity: "info" },
        { sink: fakeSink("other"), severity: "info" },
      ],
    });
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    const result = await notifyNight(told.deps, told.request(night), stop.signal).catch((error: unknown) => error);
    expect(result).toMatchObject({
      deliveries: [
        { sink: "ops", reason: "Cannot send it: Error" },
        { sink: "other", message: null, items: 1, reason: "The run's time was up" },
      ],
    });
    expect(result).toMatchObject({ key: null });
    expect(linesOf(told).map(({ kind }) => kind)).toEqual(["intent"]);
    const [, other] = told.deps.recipients;
    const next = { ...told, deps: { ...told.deps, recipients: other === undefined ? [] : [other] } };
    await expect(notify(next)).resolves.toMatchObject({ deliveries: [{ sink: "other", reason: null }] });
  });

  it("sends nothing more of any night once time is up", async () => {
    const stop = new AbortController();
    let isDown = true;
    const sink = fakeSink("ops", async ({ night: of }) => {
      if (isDown) throw refusal;
      if (of.date === night) stop.abort(new Error("time is up"));
    });
    const other = fakeSink("other", async () => (isDown ? Promise.reject(refusal) : undefined));
    const recipients = [sink, other].map((each) => ({ sink: each, severity: "info" as const }));
    const told = toldWorld(sink, { recipients });
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    await notify(told);
    isDown = false;
    await commitTold(told.deps.store, "2026-11-22", { signals: [aSignal("v1:aa"), aSignal("v1:bb")] });
    const result = await notifyNight(told.deps, told.request("2026-11-22"), stop.signal);
    expect(result?.deliveries).toMatchObject([
      { night: "2026-11-22", sink: "ops", reason: null },
      { night: "2026-11-22", sink: "other", reason: null },
      { night, sink: "ops", reason: null },
    ]);
  });

  it("stops looking at earlier nights when time is up meanwhile", async () => {
    const stop = new AbortController();
    let isLate = false;
    const store = memoryStore(({ key }) => {
      if (!isLate || !key.includes(`/incidents/family=pic/date=${night}`)) return null;
      stop.abort(new Error("time is up"));
      return new Error("time is up");
    });
    const told = toldWorld(fakeSink(), { store });
    await commitTold(store, "2026-11-22", { signals: [aSignal("v1:bb")] });
    await notify(told, "2026-11-22");
    isLate = true;
    const result = await notifyNight(told.deps, told.request("2026-11-22"), stop.signal);
    expect(result).toMatchObject({ deliveries: [] });
  });

  it("hides no defect, neither of this night nor of an earlier one", async () => {
    const told = toldWorld();
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    const nameRun = () => {
      throw new TypeError("nameRun is not a function");
    };
    await expect(notify({ ...told, deps: { ...told.deps, nameRun } })).rejects.toThrow("nameRun is not a function");
    await notify({
      ...told,
      deps: {
        ...told.deps,
        recipients: [{ sink: fakeSink("ops", async () => Promise.reject(refusal)), severity: "info" }],
      },
    });
    await commitTold(told.deps.store, "2026-11-22");
    const next = notify({ ...told, deps: { ...told.deps, nameRun } }, "2026-11-22");
    await expect(next).rejects.toThrow("nameRun is not a function");
  });
});
