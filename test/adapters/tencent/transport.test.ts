import { getEventListeners } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import type { TencentRequest } from "../../../lib/adapters/tencent/request.ts";
import { createTransport, type TransportOptions } from "../../../lib/adapters/tencent/transport.ts";
import { NetworkError, ProtocolError } from "../../../lib/core/errors.ts";
import { createGate, settle } from "./gate.ts";
import { serveHttp, serveRaw } from "./loopback.ts";

const host = "photos-1250000000.ci.ap-chongqing.myqcloud.com";
const request: TencentRequest = { method: "GET", host, path: "/pic_jobs", query: {} };
const never = new AbortController().signal;

function transportTo(endpoint: string, options: Partial<TransportOptions> = {}) {
  return createTransport({ endpoint, maxSockets: 4, tryTimeoutMs: 10_000, maxBodyBytes: 1_000, ...options });
}

async function failureOf(promise: Promise<unknown>): Promise<NetworkError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(NetworkError);
  return error as NetworkError;
}

/** What one request looks like to the server that gets it. */
async function received(sent: TencentRequest) {
  const seen = createGate<{ message: IncomingMessage; body: string }>();
  const endpoint = await serveHttp(async (message, response) => {
    let body = "";
    for await (const chunk of message) body += chunk;
    seen.resolve({ message, body });
    response.end();
  });
  await transportTo(endpoint)(sent, never);
  return seen.promise;
}

describe("createTransport()", () => {
  it("resolves with status, headers, whole body and request id", async () => {
    const endpoint = await serveHttp((_, response) => {
      response.writeHead(418, { "X-Ci-Request-Id": "NWQ4", Vary: ["a", "b"], "Content-Type": "application/xml" });
      response.write("<Resp");
      response.end("onse/>");
    });
    const answer = await transportTo(endpoint)(request, never);
    expect(answer.status).toBe(418);
    expect(answer.requestId).toBe("NWQ4");
    expect(answer.body.toString()).toBe("<Response/>");
    expect(answer.headers).toMatchObject({ vary: "a, b", "content-type": "application/xml" });
  });

  it("finds object storage's request id, and none where none is", async () => {
    const endpoint = await serveHttp((message, response) => {
      if (message.url === "/a") response.setHeader("x-cos-request-id", "cos-1");
      response.end();
    });
    const transport = transportTo(endpoint);
    expect((await transport({ ...request, path: "/a" }, never)).requestId).toBe("cos-1");
    expect((await transport(request, never)).requestId).toBeNull();
  });

  it("names the real host, encodes path and query, and asks for no compression", async () => {
    const { message } = await received({
      ...request,
      path: "/pic_jobs/c 1",
      query: { startCreationTime: "2001-01-01T00:00:00+0800" },
      headers: { authorization: "signed", "x-ci-security-token": "t" },
    });
    expect(message.url).toBe("/pic_jobs/c%201?startCreationTime=2001-01-01T00%3A00%3A00%2B0800");
    expect(message.headers).toMatchObject({
      host,
      authorization: "signed",
      "x-ci-security-token": "t",
      "accept-encoding": "identity",
    });
    expect(message.headers["content-length"]).toBeUndefined();
  });

  it.each(["PUT", "POST"] as const)("sends a %s body byte for byte with its length", async (method) => {
    const { message, body } = await received({ ...request, method, body: Buffer.from("{\n}") });
    expect(message.headers["content-length"]).toBe("3");
    expect(message.headers["transfer-encoding"]).toBeUndefined();
    expect(body).toBe("{\n}");
  });

  it("tells the length of no body, too", async () => {
    const { message } = await received({ ...request, method: "PUT" });
    expect(message.headers["content-length"]).toBe("0");
  });

  it("takes the answer to a HEAD for whole without a body", async () => {
    const endpoint = await serveHttp((_, response) => response.writeHead(200, { "content-length": "500" }).end());
    const answer = await transportTo(endpoint)({ ...request, method: "HEAD" }, never);
    expect(answer).toMatchObject({ status: 200, headers: { "content-length": "500" } });
    expect(answer.body).toHaveLength(0);
  });

  it("uses connections again, and no more of them than allowed", async () => {
    const sockets = new Set<Socket>();
    const endpoint = await serveHttp((message, response) => {
      sockets.add(message.socket);
      response.end("ok");
    });
    const transport = transportTo(endpoint, { maxSockets: 2 });
    await Promise.all(Array.from({ length: 10 }, () => transport(request, never)));
    await transport(request, never);
    expect(sockets.size).toBe(2);
  });

  describe("when the answer breaks off", () => {
    it("says how much of a Content-Length came", async () => {
      const endpoint = await serveRaw((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<Resp"));
      const error = await failureOf(transportTo(endpoint)(request, never));
      expect(error.message).toBe(
        `Cannot GET ${host}/pic_jobs: aborted; the answer broke off at status 200 after 5 of 500 bytes.`,
      );
      expect(error.cause).toMatchObject({ code: "ECONNRESET" });
    });

    it("notices a chunked body without its end", async () => {
      const head = "HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n";
      const endpoint = await serveRaw((socket) => socket.end(`${head}3\r\nabc\r\n`));
      const error = await failureOf(transportTo(endpoint)(request, never));
      expect(error.message).toContain("broke off at status 503 after 3 of an unknown number of bytes");
    });

    it("notices a reset in the middle", async () => {
      const endpoint = await serveRaw((socket) => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nabc", () => socket.resetAndDestroy());
      });
      expect((await failureOf(transportTo(endpoint)(request, never))).retryable).toBe(true);
    });

    it("says that nothing came", async () => {
      const endpoint = await serveRaw((socket) => socket.destroy());
      const error = await failureOf(transportTo(endpoint)(request, never));
      expect(error.message).toBe(`Cannot GET ${host}/pic_jobs: socket hang up; no answer came.`);
    });

    it("refuses what is no HTTP", async () => {
      const endpoint = await serveRaw((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"));
      expect((await failureOf(transportTo(endpoint)(request, never))).message).toMatch(/Parse Error.*no answer came/);
    });
  });

  it("says that nobody listens", async () => {
    const error = await failureOf(transportTo("http://127.0.0.1:1")(request, never));
    expect(error.message).toBe(`Cannot GET ${host}/pic_jobs: connect ECONNREFUSED 127.0.0.1:1; no answer came.`);
  });

  it("names the code when every address of a name failed and the error has no message", async () => {
    const error = await failureOf(transportTo("http://localhost:1")(request, never));
    expect(error.message).toContain("ECONNREFUSED");
  });

  describe("when time runs out", () => {
    it("ends a try that nobody answers", async () => {
      const endpoint = await serveRaw(() => undefined);
      const error = await failureOf(transportTo(endpoint, { tryTimeoutMs: 30 })(request, never));
      expect(error.message).toBe(`Cannot GET ${host}/pic_jobs: no whole answer within 30 ms; no answer came.`);
    });

    it("grants a body the time that its upload may take, at 50 bytes per millisecond", async () => {
      const endpoint = await serveRaw(() => undefined);
      const put = { ...request, method: "PUT", body: Buffer.alloc(5_000) } as const;
      const error = await failureOf(transportTo(endpoint, { tryTimeoutMs: 30 })(put, never));
      expect(error.message).toContain("no whole answer within 130 ms");
    });

    it("ends a try whose answer drips, however steadily", async () => {
      const endpoint = await serveRaw((socket) => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
        const drip = setInterval(() => socket.write("x"), 5);
        socket.on("close", () => clearInterval(drip));
      });
      const error = await failureOf(transportTo(endpoint, { tryTimeoutMs: 60 })(request, never));
      expect(error.message).toMatch(/within 60 ms; the answer broke off at status 200 after [1-9]\d* of 500 bytes/);
    });

    it("counts the wait for a socket, and gives the socket back to others", async () => {
      const first = createGate<() => void>();
      const endpoint = await serveHttp((message, response) => {
        if (message.url === "/slow") first.resolve(() => response.end("slow"));
        else response.end("quick");
      });
      const patient = transportTo(endpoint, { maxSockets: 1, tryTimeoutMs: 60 });
      const slow = patient({ ...request, path: "/slow" }, never).catch(() => undefined);
      await first.promise;
      const error = await failureOf(patient({ ...request, path: "/queued" }, never));
      expect(error.message).toContain("no answer came");
      await slow;
      expect((await patient(request, never)).body.toString()).toBe("quick");
    });
  });

  describe("when it is aborted", () => {
    it("does not begin", async () => {
      let came = 0;
      const endpoint = await serveHttp((_, response) => {
        came += 1;
        response.end();
      });
      await expect(transportTo(endpoint)(request, AbortSignal.abort("over"))).rejects.toBe("over");
      expect(came).toBe(0);
    });

    it("rejects with the reason and closes the connection", async () => {
      const asked = createGate<void>();
      const closed = createGate<void>();
      const endpoint = await serveRaw((socket) => {
        socket.on("close", () => closed.resolve());
        asked.resolve();
      });
      const controller = new AbortController();
      const trying = transportTo(endpoint)(request, controller.signal);
      await asked.promise;
      controller.abort("over");
      await expect(trying).rejects.toBe("over");
      await closed.promise;
    });

    it("does not wait for the socket that it is queued for", async () => {
      const asked = createGate<() => void>();
      const endpoint = await serveHttp((_, response) => asked.resolve(() => response.end("first")));
      const transport = transportTo(endpoint, { maxSockets: 1 });
      const first = transport(request, never);
      const answerFirst = await asked.promise;
      const controller = new AbortController();
      const queued = transport(request, controller.signal);
      controller.abort("over");
      await expect(queued).rejects.toBe("over");
      answerFirst();
      expect((await first).body.toString()).toBe("first");
    });

    it("no longer matters once the answer is there", async () => {
      const endpoint = await serveHttp((_, response) => response.end("ok"));
      const controller = new AbortController();
      const transport = transportTo(endpoint);
      await transport(request, controller.signal);
      expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
      controller.abort("over");
      await settle();
      expect((await transport(request, never)).status).toBe(200);
    });
  });

  it("stops reading an answer that is too long", async () => {
    const closed = createGate<void>();
    const endpoint = await serveRaw((socket) => {
      socket.on("close", () => closed.resolve());
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n${"x".repeat(1_001)}`);
    });
    const error: unknown = await transportTo(endpoint)(request, never).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProtocolError);
    expect((error as ProtocolError).message).toContain("the answer is longer than 1000 bytes");
    await closed.promise;
  });

  it("takes an answer of exactly the longest length", async () => {
    const endpoint = await serveHttp((_, response) => response.end("x".repeat(1_000)));
    expect((await transportTo(endpoint)(request, never)).body).toHaveLength(1_000);
  });

  it("goes to the real host without an endpoint", async () => {
    const transport = createTransport({ maxSockets: 1, tryTimeoutMs: 5_000, maxBodyBytes: 10 });
    const error = await failureOf(transport({ ...request, host: "photos..invalid" }, never));
    expect(error.message).toMatch(/Cannot GET photos\.\.invalid\/pic_jobs: getaddrinfo \w+ photos\.\.invalid/);
  });

  it("reaches an endpoint by an IPv6 address", async () => {
    const error = await failureOf(transportTo("http://[::1]:1")(request, never));
    expect(error.message).toContain("::1");
    expect(error.message).not.toContain("getaddrinfo");
  });
});
