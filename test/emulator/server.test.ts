import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import type { EmulatorRequest, SignedFacts } from "../../emulator/http.ts";
import { startEmulator } from "../../emulator/server.ts";
import { ask, ciHost, sign } from "./ask.ts";
import { openEmulator } from "./open-emulator.ts";
import { textsOf } from "./read-xml.ts";
import { credential } from "./small-world.ts";
import { cosHost, jobs, world } from "./three-jobs.ts";

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
