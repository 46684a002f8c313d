import { beforeAll, describe, expect, it } from "vitest";
import type { TencentAnswer } from "../../../lib/adapters/tencent/request.ts";
import { ConfigError, NetworkError, ProtocolError, ServiceError } from "../../../lib/core/errors.ts";
import {
  answer,
  credentials,
  failureOf,
  loadSigning,
  never,
  prepare,
  request,
  text,
  throttled,
} from "./scripted-sender.ts";

describe("createSender()", () => {
  beforeAll(loadSigning);

  it("resolves with what was read, signed, at the first try", async () => {
    const { send, sent } = prepare([answer(200, "<Response/>")]);
    await expect(send(request, text, never)).resolves.toEqual({
      value: "<Response/>",
      retries: 0,
      rate: 0,
      requestId: "id-1",
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.headers["authorization"]).toContain("q-sign-time=1699999940;1700000900");
    expect(sent[0]?.headers["host"]).toBe(request.host);
  });

  it("gives a lent body back once it is read, and not when it could not be", async () => {
    let given = 0;
    const lent = { ...answer(200, "x"), giveBack: () => (given += 1) };
    await prepare([lent]).send(request, text, never);
    expect(given).toBe(1);
    const refuse = () => {
      throw new ConfigError("kept as evidence", { problems: [] });
    };
    await failureOf(prepare([lent]).send(request, refuse, never));
    expect(given).toBe(1);
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

  it("says nothing secret in any error", async () => {
    const secret = { secretId: "AKIDsecret", secretKey: "hidden-key", sessionToken: "hidden-token" };
    for (const step of [answer(403, "<Error><Code>SignatureDoesNotMatch</Code></Error>"), new NetworkError("reset")]) {
      const { send } = prepare([step], { credentials: () => secret, deadlineMs: 500, random: () => 0.9 });
      const error = await failureOf(send({ ...request, query: { token: "hidden-query" } }, text, never));
      expect(`${(error as Error).stack} ${(error as Error).message}`).not.toMatch(/hidden|AKIDsecret|q-signature/);
    }
  });
});
