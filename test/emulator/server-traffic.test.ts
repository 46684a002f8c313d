import { Agent } from "node:http";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { startEmulator } from "../../emulator/server.ts";
import { ask, ciHost, sign } from "./ask.ts";
import { openEmulator } from "./open-emulator.ts";
import { textsOf } from "./read-xml.ts";
import { credential, noon } from "./small-world.ts";
import { cosHost, jobs, world } from "./three-jobs.ts";

describe("startEmulator()", () => {
  it("keeps connections open between requests", async () => {
    const { port } = await openEmulator({ world });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const ports = new Set<unknown>();
    agent.on("free", (socket) => ports.add(socket.localPort));
    for (let turn = 0; turn < 3; turn += 1) expect((await ask({ ...jobs, port, agent })).status).toBe(200);
    expect(ports.size).toBe(1);
  });

  it("lets answers wait as long as told", async () => {
    const waits: number[] = [];
    const { port } = await openEmulator({ world, delayMs: 120, delay: async (ms) => void waits.push(ms) });
    await ask({ ...jobs, port });
    expect(waits).toEqual([120]);
  });

  it("counts what making the answer took as part of it", async () => {
    const waits: number[] = [];
    for (const tookMs of [30, 500]) {
      let calls = 0;
      const now = () => noon + (calls++ === 0 ? 0 : tookMs);
      const { port } = await openEmulator({ world, now, delayMs: 120, delay: async (ms) => void waits.push(ms) });
      await ask({ ...jobs, port });
    }
    expect(waits).toEqual([90, 0]);
  });

  it("waits by the clock of the machine, and tells its time, when nothing else is passed in", async () => {
    const { port, close } = await startEmulator({ world, credentials: [credential], delayMs: 0 });
    onTestFinished(close);
    const before = Math.floor(Date.now() / 1000) * 1000;
    const { status, headers } = await ask({ ...jobs, port, authorization: sign(jobs, Date.now()) });
    expect(status).toBe(200);
    expect(Date.parse(headers.date ?? "")).toBeGreaterThanOrEqual(before);
  });

  it("throttles either service by host, with a Retry-After if told", async () => {
    let now = noon;
    const throttle = { ratePerSecond: 1, burst: 2, retryAfterSeconds: 3 };
    const { port, stats } = await openEmulator({ world, throttle, now: () => now, cos: () => ({ status: 200 }) });
    const cos = { port, host: cosHost, path: "/a" };
    const statuses = [];
    for (const question of [{ ...jobs, port }, { ...jobs, port }, { ...jobs, port }, cos, cos, cos]) {
      const { status, text, headers } = await ask(question);
      statuses.push([status, textsOf(text, "Code").at(-1), headers["retry-after"]]);
    }
    expect(statuses.slice(2)).toEqual([
      [429, "SlowDown", "3"],
      [200, undefined, undefined],
      [200, undefined, undefined],
      [503, "SlowDown", "3"],
    ]);
    now += 1000;
    expect((await ask({ ...jobs, port })).status).toBe(200);
    expect(stats()).toMatchObject({ requests: 7, throttled: 2 });
  });

  it("leaves Retry-After out unless told", async () => {
    const { port } = await openEmulator({ world, throttle: { ratePerSecond: 1, burst: 0 } });
    const { status, headers } = await ask({ ...jobs, port });
    expect([status, headers["retry-after"]]).toEqual([429, undefined]);
  });

  it("shows each request to an observer, and counts what it did", async () => {
    const seen: string[] = [];
    const { port, stats } = await openEmulator({ world, observe: ({ path }) => void seen.push(path) });
    const sizes = await Promise.all(["/picqueue", "/pic_jobs/c1", "/pic_jobs/c2"].map((path) => ask({ port, path })));
    expect(seen.toSorted()).toEqual(["/pic_jobs/c1", "/pic_jobs/c2", "/picqueue"]);
    expect(stats()).toMatchObject({
      requests: 3,
      bytesSent: sizes.reduce((sum, { text }) => sum + text.length, 0),
      byOperation: { "GET /picqueue": 1, "GET /pic_jobs": 2 },
    });
  });

  it("knows how many requests it worked on at once", async () => {
    const waiting: (() => void)[] = [];
    const delay = () => new Promise<void>((resolve) => void waiting.push(resolve));
    const release = () => {
      if (waiting.length === 3) for (const resume of waiting) resume();
    };
    const { port, stats } = await openEmulator({
      world,
      delayMs: 1,
      delay: (ms) => {
        const waited = delay();
        release();
        return waited.then(() => void ms);
      },
    });
    await Promise.all([1, 2, 3].map(() => ask({ ...jobs, port })));
    expect(stats().peakInFlight).toBe(3);
  });

  it("survives clients that go away while they send, or while they are sent to", async () => {
    const { port } = await openEmulator({
      world,
      faults: [{ match: { path: "/picqueue" }, fault: { drip: { bytes: 1, everyMs: 0 } } }],
    });
    await new Promise<void>((resolve) => {
      const half = `PUT /a HTTP/1.1\r\nHost: ${ciHost}\r\nContent-Length: 100\r\n\r\nabc`;
      const socket = connect(port, "127.0.0.1", () => socket.write(half, () => socket.destroy()));
      socket.on("close", () => resolve());
    });
    await new Promise<void>((resolve) => {
      const text = `GET /picqueue HTTP/1.1\r\nHost: ${ciHost}\r\nAuthorization: ${sign({ path: "/picqueue" })}\r\n\r\n`;
      const socket = connect(port, "127.0.0.1", () => socket.write(text));
      socket.once("data", () => socket.resetAndDestroy());
      socket.on("error", () => {});
      socket.on("close", () => resolve());
    });
    expect((await ask({ ...jobs, port })).status).toBe(200);
  });
});
