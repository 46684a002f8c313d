import { describe, expect, it } from "vitest";
import { DeadlineError, NetworkError, ProtocolError, ServiceError } from "../../../lib/core/errors.ts";
import { serveHttp, serveRaw } from "../tencent/loopback.ts";
import { failureOf, functionsAt, name, never, patientClock } from "./start-function.ts";

const started = JSON.stringify({ Response: { RequestId: "call-1", Result: { FunctionRequestId: "run-1" } } });

function refusal(code: string, message = "no"): string {
  return JSON.stringify({ Response: { RequestId: "call-1", Error: { Code: code, Message: message } } });
}

/** Answers each request with the next of these, and the last one for ever; counts them. */
async function answering(
  ...answers: readonly { readonly status?: number; readonly body: string; readonly type?: string }[]
) {
  const served = { requests: 0, url: "" };
  served.url = await serveHttp((_, response) => {
    const {
      status = 200,
      body,
      type = "application/json",
    } = answers[Math.min(served.requests, answers.length - 1)] ?? { body: "" };
    served.requests += 1;
    response.writeHead(status, { "content-type": type }).end(body);
  });
  return served;
}

describe("createFunctions(), under a platform that fails", () => {
  it("tells the platform's id of the run, or of the call where there is no other, or none", async () => {
    const bare = JSON.stringify({ Response: { RequestId: "call-2" } });
    const { url } = await answering({ body: started }, { body: bare }, { body: JSON.stringify({ Response: {} }) });
    const client = functionsAt(url);
    expect(await client.start(name, {}, never)).toEqual({ requestId: "run-1" });
    expect(await client.start(name, {}, never)).toEqual({ requestId: "call-2" });
    expect(await client.start(name, {}, never)).toEqual({ requestId: null });
  });

  it.each(["RequestLimitExceeded", "RequestLimitExceeded.UinLimitExceeded", "InternalError", "InternalError.System"])(
    "tries again after %s",
    async (code) => {
      const served = await answering({ body: refusal(code) }, { body: refusal(code) }, { body: started });
      expect(await functionsAt(served.url).start(name, {}, never)).toEqual({ requestId: "run-1" });
      expect(served.requests).toBe(3);
    },
  );

  it.each(["ResourceNotFound.Function", "FailedOperation.InsufficientBalance", "UnauthorizedOperation.CAM"])(
    "does not try again after %s",
    async (code) => {
      const served = await answering({ body: refusal(code) });
      expect(await failureOf(functionsAt(served.url).start(name, {}, never))).toMatchObject({ serviceCode: code });
      expect(served.requests).toBe(1);
    },
  );

  it("gives up after four tries with the last answer", async () => {
    const served = await answering({ body: refusal("InternalError") });
    const error = await failureOf(functionsAt(served.url).start(name, {}, never));
    expect(error).toMatchObject({
      code: "SERVICE",
      serviceCode: "InternalError",
      retryable: true,
      requestId: "call-1",
    });
    expect(served.requests).toBe(4);
  });

  it("tells a gateway's page by its status, and tries again", async () => {
    const served = await answering({ status: 502, body: "<html>bad", type: "text/html" });
    const error = await failureOf(functionsAt(served.url).start(name, {}, never));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ status: 502, retryable: true });
    expect(error.message).toContain("Cannot start the function default/diff in ap-chongqing. Cannot POST");
    expect(served.requests).toBe(4);
  });

  it("follows no redirection, which would hand the token to another host", async () => {
    const foreign = await answering({ body: started });
    const url = await serveHttp((_, response) => response.writeHead(302, { location: foreign.url }).end());
    const error = await failureOf(functionsAt(url).start(name, {}, never));
    expect(error).toMatchObject({ code: "SERVICE", status: 302, retryable: false });
    expect(foreign.requests).toBe(0);
  });

  it.each([
    ["a page", "<html><body>Please sign in.</body></html>"],
    ["JSON that is cut", started.slice(0, -9)],
    ["null", "null"],
    ["another JSON", '{"code":0}'],
    ["nothing", ""],
  ])("cannot read %s, and tries again", async (_, body) => {
    const served = await answering({ body, type: "text/event-stream" });
    const error = await failureOf(functionsAt(served.url).start(name, {}, never));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error.message).toBe(
      `Cannot start the function default/diff in ap-chongqing: the answer, ${body.length} bytes, is none of the platform's.`,
    );
    expect(served.requests).toBe(4);
  });

  it.each(["nothing", "a head", "half a body"])("tells a connection that is reset after %s", async (after) => {
    const texts = {
      nothing: "",
      "a head": "HTTP/1.1 200 OK\r\n",
      "half a body": `HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n${started}`,
    };
    const text = texts[after as keyof typeof texts];
    const url = await serveRaw((socket) => {
      if (text === "") socket.resetAndDestroy();
      else socket.write(text, () => socket.resetAndDestroy());
    });
    const error = await failureOf(functionsAt(url).start(name, {}, never));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error.message).toContain("Cannot start the function default/diff in ap-chongqing. Cannot POST");
  });

  it("reads no more than a mebibyte of an answer without end", async () => {
    let sent = 0;
    const url = await serveRaw((socket) => {
      const spaces = Buffer.alloc(1 << 16, 0x20);
      const fill = () => {
        while (!socket.destroyed && socket.write(spaces)) sent += spaces.length;
      };
      socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
      socket.on("drain", fill);
      fill();
    });
    const error = await failureOf(functionsAt(url).start(name, {}, never));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(sent).toBeLessThan(64 << 20);
  });

  it("cuts the platform's words to a length and takes secrets out of them", async () => {
    const secret = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
    const message = `bad key ${secret} at https://x.example/?q-signature=5ec2e7c0ffee\n${"long ".repeat(200)}`;
    const served = await answering({ body: refusal("UnauthorizedOperation", message) });
    const error = await failureOf(functionsAt(served.url).start(name, {}, never));
    expect(error.message).not.toMatch(/AKIDz8krbsJ5|5ec2e7c0ffee|\n/);
    expect(error.message.length).toBeLessThan(500);
  });

  it("lets no id or code of the platform move a terminal, or fill a log", async () => {
    const hostile = `x\u001b[2J\u202e\ud800\n${"y".repeat(500)}`;
    const clean = /^x \[2J y{100,128}…$/;
    const error = { Code: hostile, Message: hostile };
    const refused = await answering({ body: JSON.stringify({ Response: { RequestId: hostile, Error: error } }) });
    const thrown = await failureOf(functionsAt(refused.url).start(name, {}, never));
    expect(thrown).toMatchObject({
      requestId: expect.stringMatching(clean),
      serviceCode: expect.stringMatching(clean),
    });
    expect(thrown.message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    expect(thrown.message.length).toBeLessThan(800);
    const accepted = await answering({
      body: JSON.stringify({ Response: { Result: { FunctionRequestId: hostile } } }),
    });
    const { requestId } = await functionsAt(accepted.url).start(name, {}, never);
    expect(requestId).toMatch(clean);
  });

  it("does without an id of the call where the platform names none", async () => {
    const error = { Code: "ResourceNotFound.Function", Message: "gone" };
    const { url } = await answering({ body: JSON.stringify({ Response: { Error: error } }) });
    const thrown = await failureOf(functionsAt(url).start(name, {}, never));
    expect(thrown).toMatchObject({ requestId: null });
    expect(thrown.message).toMatch(/the platform answered ResourceNotFound\.Function "gone"$/);
  });

  it("ends with a DeadlineError when there is no time for another try", async () => {
    const { url } = await answering({ body: refusal("RequestLimitExceeded") });
    const clock = patientClock(0, 700);
    const error = await failureOf(
      functionsAt(url, { clock, random: () => 0.999, timeoutMs: 700 }).start(name, {}, never),
    );
    expect(error).toBeInstanceOf(DeadlineError);
    expect(error.message).toMatch(
      /answered RequestLimitExceeded "no" \(request call-1\) All of its 700 ms are used up\.$/,
    );
  });

  it.each(["while it waits for an answer", "between two tries"])("stops when it is aborted %s", async (when) => {
    const stop = new AbortController();
    const abort = () => stop.abort(new Error("enough"));
    const url = await serveHttp((_, response) => {
      if (when === "between two tries") response.end(refusal("InternalError"));
      else abort();
    });
    const clock = {
      now: Date.now,
      sleep: (ms: number, signal: AbortSignal) =>
        new Promise<void>((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          if (ms < 20_000) abort();
        }),
    };
    await expect(functionsAt(url, { clock }).start(name, {}, stop.signal)).rejects.toThrow("enough");
  });
});
