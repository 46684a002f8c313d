import { describe, expect, it, onTestFinished } from "vitest";
import { createHeartbeatCheck } from "../../emulator/heartbeat-check.ts";
import { startHeartbeatReceiver } from "../../emulator/heartbeat-receiver.ts";

const uuid = "5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278";
const rid = "728b3763-ae40-4e2e-9d4e-53ab6b5d8d1d";
const minute = 60_000;
const hour = 60 * minute;
const options = { periodMs: 24 * hour, graceMs: hour };

async function openReceiver() {
  let now = 0;
  const receiver = await startHeartbeatReceiver({ ...options, uuid, now: () => now });
  onTestFinished(() => receiver.close());
  return {
    ...receiver,
    pass(ms: number): void {
      now += ms;
    },
    async ping(path = "", init: RequestInit = {}): Promise<string> {
      const answer = await fetch(receiver.url + path, init);
      return `${answer.status} ${await answer.text()}`;
    },
  };
}

describe("startHeartbeatReceiver", () => {
  it("takes start, success, failure and notes, by any of the three methods, and measures runs by their rid", async () => {
    const { ping, pass, check } = await openReceiver();
    expect(await ping(`/start?rid=${rid}`, { method: "HEAD" })).toBe("200 ");
    pass(minute);
    expect(await ping(`/log?rid=${rid}`, { method: "POST", body: "half of it" })).toBe("200 OK");
    pass(minute);
    expect(await ping(`?rid=${rid}`, { method: "POST", body: "200 jobs" })).toBe("200 OK");
    expect(await ping("/fail")).toBe("200 OK");
    expect(check.pings).toEqual([
      { kind: "start", at: 0, rid, body: "", durationMs: null },
      { kind: "log", at: minute, rid, body: "half of it", durationMs: null },
      { kind: "success", at: 2 * minute, rid, body: "200 jobs", durationMs: 2 * minute },
      { kind: "fail", at: 2 * minute, rid: null, body: "", durationMs: null },
    ]);
  });

  it("takes exit statuses, of which 0 alone is a success", async () => {
    const { ping, check } = await openReceiver();
    expect([await ping("/0"), await ping("/3"), await ping("/255")]).toEqual(["200 OK", "200 OK", "200 OK"]);
    expect(check.pings.map(({ kind }) => kind)).toEqual(["success", "fail", "fail"]);
  });

  it("knows no other check, kind or method, and no run that is no UUID", async () => {
    const { ping, check, url } = await openReceiver();
    expect((await fetch(url.replace("5bf6", "6bf6"))).status).toBe(404);
    expect([await ping("/256"), await ping("/begin"), await ping("/start/now")]).toEqual(
      Array(3).fill("404 not found"),
    );
    expect(await ping("?rid=7")).toBe("400 invalid uuid format");
    expect(await ping("", { method: "PUT", body: "x" })).toBe("405 method not allowed");
    expect(check.pings).toEqual([]);
  });

  it("keeps the first 100 kB of a body", async () => {
    const { ping, check } = await openReceiver();
    await ping("", { method: "POST", body: "x".repeat(100_001) });
    expect(check.pings[0]?.body).toHaveLength(100_000);
  });

  it("breaks off when a body does", async () => {
    const { ping } = await openReceiver();
    const stream = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
    await expect(ping("", { method: "POST", body: stream, duplex: "half" } as RequestInit)).rejects.toThrow();
  });
});

describe("createHeartbeatCheck", () => {
  function checkWith(...kinds: readonly (readonly [kind: "start" | "success" | "fail" | "log", at: number])[]) {
    const check = createHeartbeatCheck(options);
    for (const [kind, at] of kinds) check.take({ kind, at, rid: null, body: "" });
    return check;
  }

  it("is new until the first ping, then up, late and down", () => {
    expect(checkWith().status(99 * hour)).toBe("new");
    const check = checkWith(["success", 0]);
    expect([0, 24, 24.5, 25, 25.1].map((at) => check.status(at * hour))).toEqual(["up", "up", "late", "late", "down"]);
  });

  it("is down at once after a failure, and up again after a success", () => {
    expect(checkWith(["success", 0], ["fail", hour]).status(hour)).toBe("down");
    expect(checkWith(["fail", 0], ["success", hour]).status(hour)).toBe("up");
  });

  it("is down when what began has not ended within its grace, whatever was noted in between", () => {
    const check = checkWith(["success", 0], ["start", 2 * hour], ["log", 2.5 * hour]);
    expect([check.status(3 * hour), check.status(3 * hour + 1)]).toEqual(["started", "down"]);
  });

  it("measures no run that began more than three days before", () => {
    const check = checkWith(["start", 0], ["success", 72 * hour], ["success", 72 * hour + 1]);
    expect(check.pings.map(({ durationMs }) => durationMs)).toEqual([null, 72 * hour, null]);
  });
});
