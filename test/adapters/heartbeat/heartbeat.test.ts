import { describe, expect, it, onTestFinished } from "vitest";
import { startHeartbeatReceiver } from "../../../emulator/heartbeat-receiver.ts";
import { createHeartbeat } from "../../../lib/adapters/heartbeat/heartbeat.ts";
import type { HeartbeatPlace } from "../../../lib/core/watch/heartbeat-place.ts";
import type { Ping } from "../../../lib/ports/heartbeat.ts";
import { openReceiver, type Step } from "../sinks/a-receiver.ts";
import { createSinkClock } from "../sinks/sink-clock.ts";

const uuid = "5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278";
const run = "728b3763-ae40-8e2e-9d4e-53ab6b5d8d1d";
const never = new AbortController().signal;
const success: Ping = { signal: "success", run, body: "200 jobs" };

function aHeartbeat(url: string | undefined, place: Partial<HeartbeatPlace> = {}, clock = createSinkClock(0, 1_500)) {
  const variable = (name: string) => (name === "BEAT" ? url : undefined);
  return createHeartbeat({ urlFrom: "BEAT", allowPrivate: true, ...place }, { variable, clock, random: () => 0 });
}

async function pingScript(script: readonly Step[]) {
  const { url, receipts } = await openReceiver({ script });
  const told = await aHeartbeat(`${url}/${uuid}`).ping(success, never);
  return { told, requests: receipts.length };
}

describe("createHeartbeat", () => {
  it("pings start, success, failure and notes, with the run and a body, as the service's pages have it", async () => {
    let now = 0;
    const { url, check, close } = await startHeartbeatReceiver({ uuid, periodMs: 1, graceMs: 1, now: () => now });
    onTestFinished(close);
    const heartbeat = aHeartbeat(url);
    for (const signal of ["start", "log", "success", "start", "fail"] as const) {
      expect(await heartbeat.ping({ signal, run, body: `${signal} 水印` }, never)).toBeNull();
      now += 1_000;
    }
    expect(check.pings).toMatchObject([
      { kind: "start", rid: run, body: "start 水印", durationMs: null },
      { kind: "log", rid: run, durationMs: null },
      { kind: "success", rid: run, durationMs: 2_000 },
      { kind: "start", rid: run },
      { kind: "fail", rid: run, durationMs: 1_000 },
    ]);
  });

  it("puts the kind behind the path and leaves a query as it is", async () => {
    const { url, receipts } = await openReceiver();
    await aHeartbeat(`${url}/key/nightly/?create=1`).ping({ ...success, signal: "start" }, never);
    expect(receipts).toMatchObject([{ method: "POST", path: `/key/nightly/start?create=1&rid=${run}` }]);
    expect(receipts[0]?.headers["content-type"]).toBe("text/plain; charset=utf-8");
  });

  it("sends the first 100 kB of a body, and no half character", async () => {
    const { url, receipts } = await openReceiver();
    await aHeartbeat(url).ping({ ...success, body: `x${"猫".repeat(40_000)}` }, never);
    expect(Buffer.byteLength(receipts[0]?.body ?? "")).toBe(99_999 + 1);
    await aHeartbeat(url).ping({ ...success, body: "猫".repeat(40_000) }, never);
    expect(receipts[1]?.body).toBe("猫".repeat(33_333));
  });

  it("tries again what may pass, three times at most", async () => {
    expect(await pingScript([{ status: 503 }, "reset", {}])).toEqual({ told: null, requests: 3 });
    const { told, requests } = await pingScript([{ status: 500, body: "busy" }]);
    expect([told, requests]).toEqual(["it answered 500: busy", 3]);
  });

  it("does not try again what is refused: an unknown check, a redirect, and an answer that says it found none", async () => {
    expect(await pingScript([{ status: 404, body: "not found" }])).toEqual({
      told: "it answered 404: not found",
      requests: 1,
    });
    expect(await pingScript([{ body: "OK (not found)" }])).toEqual({
      told: "it answered 200: OK (not found)",
      requests: 1,
    });
    const redirect = { status: 302, headers: { location: "http://127.0.0.1:1/" } };
    expect(await pingScript([redirect])).toMatchObject({ requests: 1 });
  });

  it("gives up when there is no answer, within seconds", async () => {
    let now = 0;
    const slept: number[] = [];
    const clock = {
      now: () => now,
      async sleep(ms: number) {
        slept.push(ms);
        now += ms;
        await new Promise((resolve) => setImmediate(resolve));
      },
    };
    const { url } = await openReceiver({ script: ["silence"] });
    const variable = () => url;
    const heartbeat = createHeartbeat({ urlFrom: "BEAT", allowPrivate: true }, { variable, clock, random: () => 0 });
    expect(await heartbeat.ping(success, never)).toMatch(/^no whole answer came within \d+ ms$/);
    expect(now).toBeLessThanOrEqual(8_000 + 3_000);
    expect(slept[0]).toBe(3_000);
  });

  it("tells what is wrong with the variable, and never what is in it", async () => {
    const ping = (url: string | undefined, place = {}) => aHeartbeat(url, place).ping(success, never);
    expect(await ping(undefined)).toBe("BEAT: not set; it is to hold the address of the heartbeat");
    expect(await ping("hc-ping")).toBe("BEAT: holds no address; expected one that begins with https://");
    expect(await ping(`http://hc-ping.com/${uuid}`, { allowPrivate: false })).toMatch(
      /^BEAT: its address does not begin with https/,
    );
    expect(await ping(`https://127.0.0.1/${uuid}`, { allowPrivate: false })).toMatch(/private or reserved network/);
  });

  it("cuts the address out of answers that repeat it", async () => {
    const { url } = await openReceiver({ script: [{ status: 400, body: `no check at /${uuid}?rid=${run}` }] });
    expect(await aHeartbeat(`${url}/${uuid}`).ping(success, never)).not.toContain("5bf66975");
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    stop.abort(new Error("time is up"));
    await expect(aHeartbeat("https://hc-ping.com/x").ping(success, stop.signal)).rejects.toThrow("time is up");
  });
});
