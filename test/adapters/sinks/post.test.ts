import { createServer } from "node:https";
import { describe, expect, it } from "vitest";
import type { Lookup } from "../../../lib/adapters/sinks/guard-address.ts";
import { type PostOptions, post, type SinkRequest } from "../../../lib/adapters/sinks/post.ts";
import { createGate } from "../tencent/gate.ts";
import { listen, serveHttp, serveRaw } from "../tencent/loopback.ts";
import { failureOf } from "../tencent/scripted-sender.ts";
import { createSelfSigned } from "../tencent/self-signed.ts";
import { openReceiver } from "./a-receiver.ts";
import { never } from "./a-sink.ts";

/** Says that every name is the loopback, and keeps whom it was asked for. */
function loopback() {
  const asked: string[] = [];
  const lookup: Lookup = async (host) => {
    asked.push(host);
    return ["127.0.0.1"];
  };
  return { asked, lookup };
}

function requestTo(address: string, parts: Partial<SinkRequest> = {}): SinkRequest {
  return { url: new URL(address), headers: { "content-type": "text/plain" }, body: "猫", ...parts };
}

function send(address: string, parts: Partial<PostOptions> = {}, signal = never) {
  return post(requestTo(address), { ...loopback(), allowPrivate: true, ...parts }, signal);
}

describe("post", () => {
  it("sends the body whole, with its length in bytes", async () => {
    const { url, receipts } = await openReceiver({
      script: [{ status: 201, body: "fine", headers: { "retry-after": "7" } }],
    });
    expect(await send(`${url}/in?key=1`)).toEqual({ status: 201, retryAfter: "7", text: "fine" });
    expect(receipts).toMatchObject([
      {
        method: "POST",
        path: "/in?key=1",
        body: "猫",
        headers: { "content-length": "3", "content-type": "text/plain" },
      },
    ]);
  });

  it("connects to the address that was checked, under the name that was asked for", async () => {
    const { url, receipts } = await openReceiver();
    const { port } = new URL(url);
    const { asked, lookup } = loopback();
    await send(`http://hooks.example.com:${port}/`, { lookup });
    expect(asked).toEqual(["hooks.example.com"]);
    expect(receipts[0]?.headers["host"]).toBe(`hooks.example.com:${port}`);
  });

  it("asks for the address once: a name that points elsewhere a moment later leads nowhere else", async () => {
    const { url, receipts } = await openReceiver();
    const { port } = new URL(url);
    const answers = ["127.0.0.1", "127.0.0.2"];
    const lookup: Lookup = async () => answers.splice(0, 1);
    await send(`http://rebind.example.com:${port}/`, { lookup });
    expect([receipts.length, answers]).toEqual([1, ["127.0.0.2"]]);
  });

  it("connects to nothing that the guard refuses", async () => {
    const { url, receipts } = await openReceiver();
    const { port } = new URL(url);
    for (const host of ["127.0.0.1", "hooks.example.com", "localhost"]) {
      expect(await send(`http://${host}:${port}/`, { allowPrivate: false })).toMatchObject({
        outcome: "refused",
        seen: expect.stringContaining("private or reserved network"),
      });
    }
    expect(receipts).toEqual([]);
  });

  it("does not follow a redirect", async () => {
    const other = await openReceiver();
    const headers = { location: `${other.url}/elsewhere` };
    const { url } = await openReceiver({ script: [{ status: 307, headers }] });
    expect(await send(url)).toMatchObject({ status: 307 });
    expect(other.receipts).toEqual([]);
  });

  it("reads no more than 64 KB of an answer that has no end", async () => {
    const closed = createGate<boolean>();
    const url = await serveHttp((_request, response) => {
      const more = () => void (response.destroyed || response.write("x".repeat(10_000), () => setImmediate(more)));
      response.on("close", () => closed.resolve(true));
      more();
    });
    const answer = await send(url);
    expect("text" in answer && answer.text.length).toBe(65_536);
    expect(await closed.promise).toBe(true);
  });

  it.each([
    ["is reset before an answer", "reset", "the connection failed (ECONNRESET)"],
    ["breaks in the middle of one", "half", "the connection failed (ECONNRESET)"],
  ] as const)("says that the connection %s", async (_how, step, seen) => {
    const { url } = await openReceiver({ script: [step] });
    expect(await send(url)).toEqual({ outcome: "failed", seen, waitMs: null });
  });

  it("says that nobody listens, and not where", async () => {
    const { url } = await openReceiver();
    const port = Number(new URL(url).port);
    const other = await serveRaw(() => undefined);
    expect(new URL(other).port).not.toBe(String(port));
    expect(await send("http://127.0.0.1:1/")).toEqual({
      outcome: "failed",
      seen: "the connection failed (ECONNREFUSED)",
      waitMs: null,
    });
  });

  it("says that what answers speaks no HTTP", async () => {
    const url = await serveRaw((socket) => socket.end("220 mail.example.com ESMTP\r\n"));
    expect(await send(url)).toMatchObject({ outcome: "failed", seen: expect.stringMatching(/\(HPE_\w+\)$/) });
  });

  it("stops when it is told to, whatever the receiver does", async () => {
    const stop = new AbortController();
    const { url } = await openReceiver({ script: ["silence"], onReceipt: () => stop.abort(new Error("enough")) });
    expect(await failureOf(send(url, {}, stop.signal))).toEqual(new Error("enough"));
  });
});

describe("post, over TLS", () => {
  async function openTls() {
    const names: string[] = [];
    const bodies: string[] = [];
    const pair = createSelfSigned("hooks.example.com");
    const server = createServer({
      ...pair,
      SNICallback: (name, done) => {
        names.push(name);
        done(null);
      },
    });
    server.on("request", (request, response) => {
      request.on("data", (chunk) => bodies.push(String(chunk)));
      request.on("end", () => response.end("fine"));
    });
    const { port } = new URL(await listen(server, "https"));
    return { port, names, bodies, cert: pair.cert, close: () => server.close() };
  }

  it("verifies the certificate for the name, though it connects to a checked address", async () => {
    const { port, names, bodies, cert, close } = await openTls();
    expect(await send(`https://hooks.example.com:${port}/`, { ca: cert })).toMatchObject({ status: 200, text: "fine" });
    expect([names, bodies]).toEqual([["hooks.example.com"], ["猫"]]);
    close();
  });

  it("sends nothing under a certificate that nobody vouches for, or that is another's", async () => {
    const { port, bodies, cert, close } = await openTls();
    expect(await send(`https://hooks.example.com:${port}/`)).toMatchObject({
      outcome: "failed",
      seen: "the connection failed (DEPTH_ZERO_SELF_SIGNED_CERT)",
    });
    expect(await send(`https://other.example.com:${port}/`, { ca: cert })).toMatchObject({
      outcome: "failed",
      seen: "the connection failed (ERR_TLS_CERT_ALTNAME_INVALID)",
    });
    expect(bodies).toEqual([]);
    close();
  });
});
