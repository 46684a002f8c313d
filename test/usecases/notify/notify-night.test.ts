import { describe, expect, it } from "vitest";
import type { DeliveryLine } from "../../../lib/core/schema/delivery.ts";
import { notifyNight } from "../../../lib/usecases/notify/notify-night.ts";
import { linesOf, night, notify } from "./notified.ts";
import { aSignal, commitTold, fakeSink, nightName, signal, type Told, toldWorld } from "./told-night.ts";

describe("notifyNight()", () => {
  it("is null for a night without a diff", async () => {
    const { deps, request } = toldWorld();
    await expect(notifyNight(deps, request(night), signal)).resolves.toBeNull();
  });

  it("sends one message with all news, the most severe first, and says where the report is", async () => {
    const told = toldWorld();
    const signals = [aSignal("v1:aa", "info"), aSignal("v1:bb", "critical"), aSignal("v1:cc")];
    await commitTold(told.deps.store, night, { signals });
    const result = await notify(told, night, { pageBase: "https://audit.example.com/reports" });
    const [message] = told.sink.sent;
    expect(told.sink.sent).toHaveLength(1);
    expect(message).toMatchObject({
      at: Date.UTC(2026, 10, 21, 18, 30),
      sample: false,
      night: nightName(night),
      status: "complete",
      commit: "v1/commits/family=pic/date=2026-11-21/diff-r0001.json",
      severity: "critical",
      headline: { jobs: 5, failed: 2, findings: 2, openIncidents: 3, holes: 0 },
    });
    expect(message?.page).toMatch(
      /^https:\/\/audit\.example\.com\/reports\/v1\/diffs\/family=pic\/date=2026-11-21\/report-[0-9a-f]{64}\.html$/,
    );
    expect(message?.items.map(({ change, incident }) => [change, incident.fingerprint])).toEqual([
      ...[
        ["opened", "v1:bb"],
        ["opened", "v1:cc"],
        ["opened", "v1:aa"],
      ],
    ]);
    expect(result).toMatchObject({ silenced: 0, inhibited: 0, problems: [] });
    const delivery = { sink: "ops", night, message: message?.id, items: 3, reason: null, logged: true };
    expect(result.deliveries).toEqual([delivery]);
  });

  it("writes what it is going to send before, and what came of it behind", async () => {
    let before: readonly DeliveryLine[] = [];
    const told: Told = toldWorld(
      fakeSink("ops", async () => {
        before = linesOf(told);
      }),
    );
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    await notify(told);
    const [message] = told.sink.sent;
    const line = {
      sink: "ops",
      message: message?.id,
      events: message?.items.map(({ id }) => id),
      run: "run1",
      at: "2026-11-21T18:30:00.000Z",
    };
    expect(before).toMatchObject([{ ...line, kind: "intent", reason: null }]);
    expect(linesOf(told)).toMatchObject([{ kind: "intent" }, { ...line, kind: "sent", reason: null }]);
  });

  it("tells nobody twice, and nothing on a quiet night", async () => {
    const told = toldWorld();
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    await notify(told);
    expect((await notify(told)).deliveries).toEqual([]);
    await commitTold(told.deps.store, "2026-11-22", { signals: [aSignal("v1:aa")] });
    expect((await notify(told, "2026-11-22")).deliveries).toEqual([]);
    expect(told.sink.sent).toHaveLength(1);
  });

  it("tells each sink what is severe enough for it", async () => {
    const [all, grave, none] = [fakeSink("all"), fakeSink("grave"), fakeSink("none")];
    const recipients = [
      { sink: all, severity: "info" },
      { sink: grave, severity: "critical" },
    ] as const;
    const told = toldWorld(none, { recipients });
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa", "info"), aSignal("v1:bb", "critical")] });
    await notify(told);
    expect(all.sent[0]?.items).toHaveLength(2);
    expect(grave.sent[0]?.items.map(({ incident }) => incident.fingerprint)).toEqual(["v1:bb"]);
    expect(all.sent[0]?.id).not.toBe(grave.sent[0]?.id);
  });

  it("keeps what is silenced in the state, and counts it", async () => {
    const told = toldWorld();
    const signals = [aSignal("v1:aa"), aSignal("v1:bb")];
    await commitTold(told.deps.store, night, { signals });
    const silence = { match: { fingerprint: "v1:aa" }, reason: "known", owner: "wei", until: night };
    const result = await notify(told, night, { silences: [silence] });
    expect(result).toMatchObject({ silenced: 1, incidents: { incidents: [{}, {}] } });
    expect(told.sink.sent[0]?.items.map(({ incident }) => incident.fingerprint)).toEqual(["v1:bb"]);
  });

  it("keeps the incidents where there is nobody to tell", async () => {
    const told = toldWorld(fakeSink(), { recipients: [] });
    await commitTold(told.deps.store, night, { signals: [aSignal("v1:aa")] });
    await expect(notify(told)).resolves.toMatchObject({
      key: "v1/incidents/family=pic/date=2026-11-21/r0001.json",
      deliveries: [],
    });
    expect(told.deps.log.logs.size).toBe(0);
  });
});
