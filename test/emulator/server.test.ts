import { Agent } from "node:http";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import type { EmulatorRequest, SignedFacts } from "../../emulator/http.ts";
import { startEmulator } from "../../emulator/server.ts";
import { ask, ciHost, sign } from "./ask.ts";
import { openEmulator } from "./open-emulator.ts";
import { textsOf } from "./read-xml.ts";
import { credential, makeJobs, noon, worldOf } from "./small-world.ts";

const world = worldOf(makeJobs(3));
const cosHost = "audit-1250000000.cos.ap-chongqing.myqcloud.com";
const jobs = { path: "/pic_jobs", query: { queueId: "p1", tag: "PicProcess" } };

/** Sends bytes as they are, and answers all that came back before the other side closed. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      received += chunk.toString();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(received));
  });
}

describe("startEmulator()", () => {
  it("tells services apart by host, and dresses every answer as theirs", async () => {
    const cos = () => ({ status: 204, headers: { ETag: '"e"' } });
    const { port } = await openEmulator({ world, cos });
    const buckets = await ask({ port, host: "ci.ap-chongqing.myqcloud.com", path: "/picbucket" });
    expect(textsOf(buckets.text, "Name")).toEqual(["photos-1250000000"]);
    const list = await ask({ ...jobs, port });
    expect(textsOf(list.text, "JobId")).toEqual(["c2", "c1", "c0"]);
    expect(list.headers).toMatchObject({
      server: "tencent-ci",
      date: "Tue, 02 Jan 2024 04:00:00 GMT",
      "content-type": "application/xml",
      "content-length": String(list.text.length),
    });
    expect(list.headers["x-ci-request-id"]).not.toBe(buckets.headers["x-ci-request-id"]);
    const object = await ask({ port, host: cosHost, path: "/a" });
    expect(object.headers).toMatchObject({ server: "tencent-cos", etag: '"e"', "content-length": "0" });
    expect(object.headers["x-cos-request-id"]).toMatch(/^\S+$/);
  });

  it("serves a region's host and a bucket's host each their own paths", async () => {
    const { port } = await openEmulator({ world });
    const wrong = await ask({ ...jobs, port, host: "ci.ap-chongqing.myqcloud.com" });
    expect([wrong.status, textsOf(wrong.text, "Code")]).toEqual([404, ["InvalidUrl"]]);
    expect((await ask({ port, path: "/picbucket" })).status).toBe(404);
  });

  it.each([
    "127.0.0.1:1",
    "ci.myqcloud.com",
    "photos.ci.ap-chongqing.myqcloud.com",
    "photos-1250000000.ci.ap-chongqing.example.com",
  ])("does not answer for %s", async (host) => {
    const { port } = await openEmulator({ world });
    const { status, text, headers } = await ask({ ...jobs, port, host });
    expect([status, textsOf(text, "Code")]).toEqual([400, ["InvalidHost"]]);
    expect(headers["x-ci-request-id"]).toBe(textsOf(text, "RequestId")[0]);
  });

  it("takes a target in absolute form, as a proxy gets it, and lets it name the host", async () => {
    const { port } = await openEmulator({ world });
    const target = `http://${ciHost.toUpperCase()}:80/pic_jobs?queueId=p1&tag=PicProcess`;
    expect((await ask({ ...jobs, port, target })).status).toBe(200);
    const authorization = sign({ path: "/" });
    const bare = `GET http://${ciHost} HTTP/1.1\r\nHost: ${ciHost}\r\nConnection: close\r\nAuthorization: ${authorization}\r\n\r\n`;
    expect(await exchange(port, bare)).toContain('{"CIStatus":"on"}');
  });

  it("hands an object request over decoded, with what its signature covers", async () => {
    const seen: [EmulatorRequest, SignedFacts][] = [];
    const cos = async (request: EmulatorRequest, facts: SignedFacts) => {
      seen.push([request, facts]);
      return { status: 200, body: Buffer.from("stored") };
    };
    const { port } = await openEmulator({ cos });
    const question = { port, host: cosHost, path: "/a b/图+片.jpg", query: { prefix: "x/+ y", uploads: "" } };
    const { text, headers } = await ask(question);
    expect(text).toBe("stored");
    const [request, facts] = seen[0] ?? [];
    expect(request).toMatchObject({ method: "GET", host: cosHost, path: "/a b/图+片.jpg" });
    expect(Object.fromEntries(request?.query ?? [])).toEqual({ prefix: "x/+ y", uploads: "" });
    expect(facts).toEqual({
      secretId: credential.secretId,
      via: "header",
      headerList: ["host"],
      paramList: ["prefix", "uploads"],
      requestId: headers["x-cos-request-id"],
    });
  });

  it("reads a body whole, and answers HEAD without one", async () => {
    const bodies: string[] = [];
    const cos = ({ method, body }: EmulatorRequest) => {
      bodies.push(body.toString());
      return method === "HEAD" ? { status: 200, headers: { "Content-Length": "1234" } } : { status: 200 };
    };
    const { port } = await openEmulator({ cos });
    const put = `PUT /a HTTP/1.1\r\nHost: ${cosHost}\r\nConnection: close\r\nAuthorization: ${sign({ path: "/a", host: cosHost, method: "PUT" })}\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`;
    expect(await exchange(port, put)).toMatch(/^HTTP\/1.1 200 /);
    const head = await ask({ port, host: cosHost, path: "/a", method: "HEAD" });
    expect([head.headers["content-length"], head.text]).toEqual(["1234", ""]);
    expect(bodies).toEqual(["abcde", ""]);
  });

  it("says that there is no object storage when none was plugged in", async () => {
    const { port } = await openEmulator();
    const { status, text } = await ask({ port, host: cosHost, path: "/a" });
    expect([status, textsOf(text, "Code")]).toEqual([501, ["NotImplemented"]]);
  });

  it("says what went wrong when what was plugged in throws", async () => {
    const cos = () => {
      throw new Error("no such shelf");
    };
    const { port } = await openEmulator({ cos });
    const { status, text } = await ask({ port, host: cosHost, path: "/a" });
    expect([status, textsOf(text, "Message")]).toEqual([500, ["the emulator failed: Error: no such shelf"]]);
  });

  it("refuses what is not signed, in each service's words", async () => {
    const { port, stats } = await openEmulator({ world });
    const ci = await ask({ ...jobs, port, authorization: null });
    expect([ci.status, textsOf(ci.text, "Code")]).toEqual([401, ["MissingAuthorization"]]);
    const cos = await ask({ port, host: cosHost, path: "/a", authorization: null });
    expect([cos.status, textsOf(cos.text, "Code")]).toEqual([403, ["AccessDenied"]]);
    expect(stats().refusedSignatures).toBe(2);
  });

  it("reads a plus sign in a query as a space, so that the one in +0800 must be encoded", async () => {
    const { port } = await openEmulator({ world });
    const query = { ...jobs.query, startCreationTime: "2024-01-02T00:00:00+0800" };
    expect((await ask({ ...jobs, port, query })).status).toBe(200);
    const target = "/pic_jobs?queueId=p1&tag=PicProcess&startCreationTime=2024-01-02T00:00:00+0800";
    expect((await ask({ ...jobs, port, query, target })).status).toBe(401);
  });

  it.each(["/%zz", "/pic_jobs?tag=%e4%b8"])("refuses %s, which is no valid encoding", async (target) => {
    const { port } = await openEmulator({ world });
    const { status, text } = await ask({ ...jobs, port, target });
    expect([status, textsOf(text, "Code")]).toEqual([400, ["InvalidArgument"]]);
  });

  it("ignores empty parts of a query", async () => {
    const { port } = await openEmulator({ world });
    expect((await ask({ ...jobs, port, target: "/pic_jobs?&queueId=p1&&tag=PicProcess&" })).status).toBe(200);
  });

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

  it("rejects when the port is taken, and frees its own when closed", async () => {
    const first = await openEmulator();
    expect(first.url).toBe(`http://127.0.0.1:${first.port}`);
    const options = { world, credentials: [credential], port: first.port };
    await expect(startEmulator(options)).rejects.toMatchObject({ code: "EADDRINUSE" });
    await first.close();
    const second = await startEmulator(options);
    expect(second.port).toBe(first.port);
    await second.close();
  });
});
