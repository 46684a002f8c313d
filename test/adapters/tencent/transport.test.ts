import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import type { TencentRequest } from "../../../lib/adapters/tencent/request.ts";
import { createTransport } from "../../../lib/adapters/tencent/transport.ts";
import { createGate } from "./gate.ts";
import { serveHttp, serveRaw } from "./loopback.ts";
import { failureOf, host, never, request, transportTo } from "./loopback-transport.ts";

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

  it("reads a lent body into memory that was given back, and into none that was not", async () => {
    let answers = 0;
    const endpoint = await serveHttp((_, response) => {
      answers += 1;
      response.end(`answer ${answers}`);
    });
    const transport = transportTo(endpoint);
    const lent = { ...request, lendsBody: true };
    const first = await transport(lent, never);
    const second = await transport(lent, never);
    expect([first, second].map(({ body }) => body.toString())).toEqual(["answer 1", "answer 2"]);
    first.giveBack?.();
    const third = await transport(lent, never);
    expect(third.body.buffer).toBe(first.body.buffer);
    expect([second, third].map(({ body }) => body.toString())).toEqual(["answer 2", "answer 3"]);
  });

  it("lends nothing of a body that is to be kept, nor of an error's", async () => {
    const endpoint = await serveHttp((message, response) => {
      response.statusCode = message.url === "/broken" ? 503 : 200;
      response.end("x");
    });
    const transport = transportTo(endpoint);
    expect((await transport(request, never)).giveBack).toBeUndefined();
    expect((await transport({ ...request, path: "/broken", lendsBody: true }, never)).giveBack).toBeUndefined();
  });
});
