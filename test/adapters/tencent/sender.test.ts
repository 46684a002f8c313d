import { beforeAll, describe, expect, it } from "vitest";
import type { Credentials, TencentAnswer, TencentRequest, Transport } from "../../../lib/adapters/tencent/request.ts";
import { createSender, type SenderOptions } from "../../../lib/adapters/tencent/sender.ts";
import { signRequest } from "../../../lib/adapters/tencent/sign.ts";
import { ConfigError, DeadlineError, NetworkError, ProtocolError, ServiceError } from "../../../lib/core/errors.ts";
import { settle } from "./gate.ts";
import { createVirtualClock, type VirtualClock } from "./virtual-clock.ts";

const credentials: Credentials = { secretId: "AKIDexample", secretKey: "example-secret", sessionToken: null };
const request: TencentRequest = {
  method: "GET",
  host: "photos-1250000000.ci.ap-chongqing.myqcloud.com",
  path: "/pic_jobs",
  query: { queueId: "p1" },
};
const never = new AbortController().signal;
const text = (answer: TencentAnswer) => answer.body.toString();

function answer(status: number, body = "", headers: Record<string, string> = {}): TencentAnswer {
  return { status, headers, body: Buffer.from(body), requestId: "id-1" };
}

function throttled(headers: Record<string, string> = {}): TencentAnswer {
  return answer(429, "<Error><Code>SlowDown</Code></Error>", headers);
}

interface Sent {
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Plays the script's steps in turn, the last one again and again. */
function scripted(clock: VirtualClock, script: readonly (TencentAnswer | Error | "silence")[]) {
  const sent: Sent[] = [];
  const transport: Transport = async (tried, signal) => {
    const step = script[Math.min(sent.length, script.length - 1)];
    sent.push({ at: clock.now(), headers: tried.headers ?? {} });
    if (step instanceof Error) throw step;
    if (typeof step === "object") return step;
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  };
  return { transport, sent };
}

function prepare(script: readonly (TencentAnswer | Error | "silence")[], options: Partial<SenderOptions> = {}) {
  const clock = createVirtualClock(1_700_000_000_000);
  const { transport, sent } = scripted(clock, script);
  const send = createSender({
    transport,
    credentials: () => credentials,
    clock,
    random: () => 0.5,
    maxInFlight: 4,
    ...options,
  });
  const startedAt = clock.now();
  return { send, sent, clock, delays: () => sent.map(({ at }) => at - startedAt) };
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => expect.fail(`resolved with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
}

describe("createSender()", () => {
  // The signing function is loaded on first use; virtual time must not pass meanwhile.
  beforeAll(async () => {
    await signRequest(request, credentials, 0);
  });

  it("resolves with what was read, signed, at the first try", async () => {
    const { send, sent } = prepare([answer(200, "<Response/>")]);
    await expect(send(request, text, never)).resolves.toEqual({ value: "<Response/>", retries: 0, requestId: "id-1" });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.headers["authorization"]).toContain("q-sign-time=1699999940;1700000900");
    expect(sent[0]?.headers["host"]).toBe(request.host);
  });

  it("takes any 2xx for an answer", async () => {
    const { send } = prepare([answer(204)]);
    await expect(send(request, (got) => got.status, never)).resolves.toMatchObject({ value: 204 });
  });

  it("retries broken connections, 429 and 5xx with a delay that doubles", async () => {
    const { send, delays } = prepare([
      new NetworkError("reset"),
      answer(503),
      answer(500),
      new NetworkError("cut"),
      answer(200, "ok"),
    ]);
    await expect(send(request, text, never)).resolves.toMatchObject({ value: "ok", retries: 4 });
    expect(delays()).toEqual([0, 100, 300, 700, 1_500]);
  });

  it("waits as long as Retry-After asks", async () => {
    const { send, delays } = prepare([answer(503, "", { "retry-after": "7" }), answer(200, "ok")]);
    await send(request, text, never);
    expect(delays()).toEqual([0, 7_000]);
  });

  it("understands a Retry-After that is a date, by its own clock", async () => {
    const headers = { "retry-after": new Date(1_700_000_005_000).toUTCString() };
    const { send, delays } = prepare([throttled(headers), answer(200, "ok")]);
    await send(request, text, never);
    expect(delays()).toEqual([0, 5_000]);
  });

  it("slows other requests to the host down after a 429, and no other host", async () => {
    const { send, delays, sent } = prepare([throttled(), answer(200, "ok")], { random: () => 0 });
    await send(request, text, never);
    await send(request, text, never);
    await send({ ...request, host: "other-1250000000.ci.ap-chongqing.myqcloud.com" }, text, never);
    expect(delays()).toEqual([0, 50, 100, 100]);
    expect(sent).toHaveLength(4);
  });

  it("gives up with the last failure when its tries are used up", async () => {
    const { send, sent } = prepare([new NetworkError("first"), answer(502, "<html>")], { attempts: 3 });
    const error = await failureOf(send(request, text, never));
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ status: 502, serviceCode: "HTTP 502", requestId: "id-1", retryable: true });
    expect(sent).toHaveLength(3);
  });

  it("tries eight times by default", async () => {
    const { send, sent } = prepare([new NetworkError("reset")], { random: () => 0 });
    await expect(send(request, text, never)).rejects.toThrow("reset");
    expect(sent).toHaveLength(8);
  });

  it.each([301, 400, 401, 403, 404, 409])("does not retry a %d", async (status) => {
    const { send, sent } = prepare([answer(status, "<Error><Code>Refused</Code></Error>")]);
    await expect(send(request, text, never)).rejects.toMatchObject({ code: "SERVICE", status, serviceCode: "Refused" });
    expect(sent).toHaveLength(1);
  });

  it("reads an unreadable answer twice more and then passes the reader's error on", async () => {
    const { send, sent } = prepare([answer(200, "oops")]);
    const unreadable = new ProtocolError("no XML");
    const error = await failureOf(
      send(
        request,
        () => {
          throw unreadable;
        },
        never,
      ),
    );
    expect(error).toBe(unreadable);
    expect(sent).toHaveLength(3);
  });

  it("succeeds when a proxy's page passes, other failures in between or not", async () => {
    const script = [answer(200, "<html>"), answer(503), answer(200, "<html>"), answer(200, "<Response/>")];
    const { send } = prepare(script);
    const read = (got: TencentAnswer) => {
      if (text(got) === "<html>") throw new ProtocolError("a page");
      return text(got);
    };
    await expect(send(request, read, never)).resolves.toMatchObject({ value: "<Response/>", retries: 3 });
  });

  it("does not retry when the reader finds an error of the service that no retry helps", async () => {
    const { send, sent } = prepare([answer(200, "<Error/>")]);
    const found = new ServiceError("in a 200", { status: 200, serviceCode: "AccessDenied", requestId: null });
    const error = await failureOf(
      send(
        request,
        () => {
          throw found;
        },
        never,
      ),
    );
    expect(error).toBe(found);
    expect(sent).toHaveLength(1);
  });

  it("passes on at once what is nobody's failure on the way", async () => {
    const problem = new ConfigError("no credentials");
    const { send, sent } = prepare([answer(200)], {
      credentials: () => {
        throw problem;
      },
    });
    await expect(send(request, text, never)).rejects.toBe(problem);
    expect(sent).toHaveLength(0);
  });

  it("asks for credentials and time afresh on each try", async () => {
    let asked = 0;
    const { send, sent } = prepare([answer(503, "", { "retry-after": "30" }), answer(200)], {
      credentials: () => {
        asked += 1;
        return { ...credentials, secretId: `AKID${asked}` };
      },
    });
    await send(request, text, never);
    expect(sent.map(({ headers }) => /q-ak=\w+&q-sign-time=\d+/.exec(headers["authorization"] ?? "")?.[0])).toEqual([
      "q-ak=AKID1&q-sign-time=1699999940",
      "q-ak=AKID2&q-sign-time=1699999970",
    ]);
  });

  describe("when time runs out", () => {
    it("names what was attempted and how the last try failed, which is the cause", async () => {
      const { send, clock } = prepare([new NetworkError("reset by peer")], {
        deadlineMs: 2_000,
        random: () => 0.9,
        attempts: 99,
      });
      const startedAt = clock.now();
      const error = await failureOf(send(request, text, never));
      expect(error).toBeInstanceOf(DeadlineError);
      expect((error as Error).message).toBe(
        "Cannot GET photos-1250000000.ci.ap-chongqing.myqcloud.com/pic_jobs within 2000 ms: 4 tries failed, the last so: reset by peer",
      );
      expect((error as Error).cause).toMatchObject({ message: "reset by peer", code: "NETWORK" });
      expect(clock.now() - startedAt).toBeLessThanOrEqual(2_000);
    });

    it("ends a try that is under way", async () => {
      const { send, clock } = prepare(["silence"]);
      const startedAt = clock.now();
      const error = await failureOf(send(request, text, never));
      expect(error).toMatchObject({ code: "DEADLINE", retryable: true, cause: undefined });
      expect((error as Error).message).toContain("within 60000 ms: no try ended");
      expect(clock.now() - startedAt).toBe(60_000);
    });

    it("grants a body the time that its upload may take", async () => {
      const { send, clock } = prepare(["silence"]);
      const startedAt = clock.now();
      const put = { ...request, method: "PUT", body: Buffer.alloc(5_000_000) } as const;
      const error = await failureOf(send(put, text, never));
      // 100 s for 5 MB at 50 KB/s, on top of the 60 s that any request has.
      expect((error as Error).message).toContain("within 160000 ms");
      expect(clock.now() - startedAt).toBe(160_000);
    });

    it("counts no wait for the host's turn", async () => {
      const { send, delays } = prepare([answer(503, "", { "retry-after": "50" }), answer(200, "ok")], {
        deadlineMs: 30_000,
      });
      const both = await Promise.all([send(request, text, never), send(request, text, never)]);
      expect(both.map(({ value }) => value)).toEqual(["ok", "ok"]);
      expect(delays().at(-1)).toBe(50_000);
    });

    it("does not sleep towards a deadline that it cannot meet", async () => {
      const { send, clock } = prepare([answer(503)], { deadlineMs: 100 });
      const startedAt = clock.now();
      await expect(send(request, text, never)).rejects.toMatchObject({ code: "DEADLINE", cause: { status: 503 } });
      expect(clock.now()).toBe(startedAt);
    });
  });

  describe("when it is aborted", () => {
    it("does not begin", async () => {
      const { send, sent } = prepare([answer(200)]);
      await expect(send(request, text, AbortSignal.abort("over"))).rejects.toBe("over");
      expect(sent).toHaveLength(0);
    });

    it("rejects with the reason during a try", async () => {
      const { send } = prepare(["silence"]);
      const controller = new AbortController();
      const sending = send(request, text, controller.signal);
      controller.abort("over");
      await expect(sending).rejects.toBe("over");
    });

    it("rejects with the reason during a wait", async () => {
      const controller = new AbortController();
      const { send, sent } = prepare([answer(503, "", { "retry-after": "20" })], {
        random: () => {
          queueMicrotask(() => controller.abort("over"));
          return 0;
        },
      });
      await expect(send(request, text, controller.signal)).rejects.toBe("over");
      expect(sent).toHaveLength(1);
    });
  });

  it("leaves no timer behind", async () => {
    const { send, clock } = prepare([answer(503), answer(200)]);
    await send(request, text, never);
    await settle();
    expect(clock.sleepers()).toBe(0);
  });

  it("says nothing secret in any error", async () => {
    const secret = { secretId: "AKIDsecret", secretKey: "hidden-key", sessionToken: "hidden-token" };
    for (const step of [answer(403, "<Error><Code>SignatureDoesNotMatch</Code></Error>"), new NetworkError("reset")]) {
      const { send } = prepare([step], { credentials: () => secret, deadlineMs: 500, random: () => 0.9 });
      const error = await failureOf(send({ ...request, query: { token: "hidden-query" } }, text, never));
      expect(`${(error as Error).stack} ${(error as Error).message}`).not.toMatch(/hidden|AKIDsecret|q-signature/);
    }
  });
});
