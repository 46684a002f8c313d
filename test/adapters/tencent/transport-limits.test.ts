import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { ProtocolError } from "../../../lib/core/errors.ts";
import { createGate, settle } from "./gate.ts";
import { serveHttp, serveRaw } from "./loopback.ts";
import { failureOf, host, never, request, transportTo } from "./loopback-transport.ts";

describe("createTransport()", () => {
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
      const error = await failureOf(transportTo(endpoint, { tryTimeoutMs: 500 })(request, never));
      expect(error.message).toMatch(/within 500 ms; the answer broke off at status 200 after [1-9]\d* of 500 bytes/);
    });

    it("counts the wait for a socket, and gives the socket back to others", async () => {
      const first = createGate<() => void>();
      const endpoint = await serveHttp((message, response) => {
        message.resume();
        if (message.url === "/slow") first.resolve(() => response.end("slow"));
        else response.end("quick");
      });
      const transport = transportTo(endpoint, { maxSockets: 1, tryTimeoutMs: 60 });
      // Its size gives it 20 s more than the one that waits.
      const large = { ...request, method: "PUT", body: Buffer.alloc(1_000_000) } as const;
      const slow = transport({ ...large, path: "/slow" }, never);
      const answerSlow = await first.promise;
      const error = await failureOf(transport({ ...request, path: "/queued" }, never));
      expect(error.message).toContain("no answer came");
      answerSlow();
      expect((await slow).body.toString()).toBe("slow");
      expect((await transport(large, never)).body.toString()).toBe("quick");
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
      socket.write(`HTTP/1.1 200 OK\r\n\r\n${"x".repeat(1_001)}`);
    });
    const error: unknown = await transportTo(endpoint)(request, never).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProtocolError);
    expect((error as ProtocolError).message).toContain("the answer is longer than 1000 bytes");
    await closed.promise;
  });

  it("refuses an answer that says it is too long before any of it comes", async () => {
    const endpoint = await serveRaw((socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n"));
    const error: unknown = await transportTo(endpoint)(request, never).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProtocolError);
    expect((error as Error).message).toBe(
      `Cannot GET ${host}/pic_jobs: the answer is longer than 1000 bytes, and says that it has 1001.`,
    );
  });

  it("allows a request less than the transport, and never more", async () => {
    const endpoint = await serveHttp((_, response) => response.end("x".repeat(1_000)));
    const asking = (maxAnswerBytes: number) => transportTo(endpoint)({ ...request, maxAnswerBytes }, never);
    await expect(asking(999)).rejects.toThrow("longer than 999 bytes");
    expect((await asking(1_000)).body).toHaveLength(1_000);
    const longer = await serveHttp((_, response) => response.end("x".repeat(1_001)));
    const attempt = transportTo(longer)({ ...request, maxAnswerBytes: 5_000 }, never);
    await expect(attempt).rejects.toThrow("longer than 1000 bytes");
  });

  it("keeps the status of an error of any length, and the beginning of its body", async () => {
    const endpoint = await serveRaw((socket) => {
      socket.write("HTTP/1.1 503 No\r\nContent-Length: 500000000\r\n\r\n");
      socket.write("x".repeat(100_000));
    });
    const answer = await transportTo(endpoint)(request, never);
    expect(answer).toMatchObject({ status: 503 });
    expect(answer.body).toHaveLength(65_536);
  });

  it.each(["gzip", "br", "x y"])("refuses an answer that is packed: %s", async (coding) => {
    const endpoint = await serveHttp((_, response) => response.writeHead(200, { "content-encoding": coding }).end("x"));
    const error: unknown = await transportTo(endpoint)(request, never).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "PROTOCOL", foreign: true });
    expect((error as Error).message).toContain(coding === "x y" ? "packed in a way without a name" : `as ${coding},`);
  });

  it("takes identity for no packing, and an error as it is packed", async () => {
    const endpoint = await serveHttp(({ url }, response) => {
      const [status, coding] = url === "/pic_jobs" ? [200, "Identity"] : [500, "gzip"];
      response.writeHead(status as number, { "content-encoding": coding as string }).end("x");
    });
    expect((await transportTo(endpoint)(request, never)).status).toBe(200);
    expect((await transportTo(endpoint)({ ...request, path: "/" }, never)).status).toBe(500);
  });

  it("takes an answer of exactly the longest length", async () => {
    const endpoint = await serveHttp((_, response) => response.end("x".repeat(1_000)));
    expect((await transportTo(endpoint)(request, never)).body).toHaveLength(1_000);
  });
});
