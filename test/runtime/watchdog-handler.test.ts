import { describe, expect, it, onTestFinished } from "vitest";
import { startWebhookReceiver } from "../../emulator/webhook-receiver.ts";
import { createAuditHandler } from "../../lib/runtime/audit-handler.ts";
import { createWatchdogHandler } from "../../lib/runtime/watchdog-handler.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { environment, night, openFunctionCloud, timer } from "../functions/function-cloud.ts";

const context = { request_id: "r1", time_limit_in_ms: 300_000 };
const secret = `whsec_${Buffer.from("24 bytes at least, as is usual").toString("base64")}`;
/** In the morning after the night, when it is due: 06:45 in Shanghai. */
const morning = { ...timer, TriggerName: "morning", Time: "2026-11-20T22:45:00Z" };

/** Sinks have ten seconds a try; so no back-off, half of its ceiling, may be as long. */
async function openWatched({ hasSink = true, hour = 22.75, longestBackoffMs = 9_000 } = {}) {
  const clock = createQuickClock(Date.UTC(2026, 10, 20) + hour * 3_600_000, longestBackoffMs);
  const cloud = await openFunctionCloud({ clock });
  const receiver = await startWebhookReceiver({ secret, now: clock.now });
  onTestFinished(receiver.close);
  const sinks = "[{ name: hook, type: webhook, urlFrom: HOOK, secretFrom: KEY, allowPrivate: true }]";
  const told = hasSink ? { AUDIT_ALERTS_SINKS: sinks, HOOK: receiver.url, KEY: secret } : {};
  const env = { ...environment, ...told };
  const surroundings = { ...cloud.surroundings, env, random: () => 0.5 };
  return {
    cloud,
    receiver,
    surroundings,
    look: (event: unknown = morning, more: Record<string, string> = {}) =>
      createWatchdogHandler({ ...surroundings, env: { ...env, ...more } })(event, context),
  };
}

const missing = { family: "pic", date: night, commit: null, troubles: ["missing"] };
const nothing = { restarted: [], sent: [], failed: [], problems: [] };

describe("createWatchdogHandler", () => {
  it("tells of a night that is missing, once, however often its timer fires", async () => {
    const { look, receiver } = await openWatched();
    const sent = [{ sink: "hook", date: night, items: 1 }];
    expect(await look()).toEqual({ status: "done", nights: [missing], ...nothing, sent });
    expect(await look()).toEqual({ status: "done", nights: [missing], ...nothing });
    expect(await look({})).toMatchObject({ nights: [missing], sent: [] });
    expect(receiver.events).toMatchObject([
      {
        type: "job-audit.watch.v1",
        data: { severity: "critical", news: [{ change: "noticed", trouble: { kind: "missing" } }] },
      },
    ]);
  });

  it("is content with a night that was audited and compared", async () => {
    const { look, cloud } = await openWatched();
    await createAuditHandler(cloud.surroundings)(timer, context);
    expect(await look()).toEqual({
      status: "done",
      nights: [{ family: "pic", date: night, commit: "complete", troubles: [] }],
      ...nothing,
    });
  });

  it("says nothing before the night is due", async () => {
    const { look } = await openWatched({ hour: 21.75 });
    const before = { family: "pic", date: "2026-11-19", commit: null, troubles: ["missing"] };
    expect(await look()).toMatchObject({ nights: [before, { date: night, troubles: [] }] });
  });

  it("throws where there is trouble and nobody to tell it to", async () => {
    const { look, surroundings } = await openWatched({ hasSink: false });
    await expect(look()).rejects.toMatchObject({
      code: "CONFIG",
      message: `Something is wrong with the last nights, and there is nobody to tell: ${night} missing; alerts.sinks: names nobody to tell`,
    });
    expect(surroundings.log.records().at(-1)).toMatchObject({ msg: "failed", nights: [missing] });
  });

  it("throws where a sink takes nothing, so that it is tried again, and names no address", async () => {
    const { look, receiver } = await openWatched();
    const url = receiver.url.replace("/alerts", "/in-0123456789");
    const wrong = { HOOK: url, KEY: secret.replace("MjQg", "AAAA") };
    await expect(look(morning, wrong)).rejects.toMatchObject({
      code: "SINK",
      message: expect.stringMatching(`^Cannot tell of ${night}: Cannot send to sink hook: it answered 401`),
    });
    expect(await look()).toMatchObject({ status: "done", sent: [{ sink: "hook", date: night }] });
  });

  it("throws where it cannot look: at the store, without credentials, or with an event that is not for it", async () => {
    const { look } = await openWatched();
    await expect(look(morning, { AUDIT_ENDPOINTS_COS: "http://127.0.0.1:1" })).rejects.toMatchObject({
      code: "NETWORK",
    });
    await expect(look(morning, { TENCENTCLOUD_SECRETID: "" })).rejects.toMatchObject({ code: "CONFIG" });
    await expect(look(morning, { TENCENTCLOUD_SECRETKEY: "wrong" })).rejects.toMatchObject({ code: "SERVICE" });
    await expect(look("none")).rejects.toMatchObject({
      code: "EVENT",
      message: expect.stringMatching(/^Cannot watch: /),
    });
    await expect(look({ date: night })).rejects.toMatchObject({
      code: "EVENT",
      message: "Cannot watch one night by its date: send a timer's event, or an empty one, for all of the last nights",
    });
  });
});
