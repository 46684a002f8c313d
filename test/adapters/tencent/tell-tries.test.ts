import { beforeAll, describe, expect, it } from "vitest";
import { operationOf } from "../../../lib/adapters/tencent/operation-of.ts";
import { createTryTeller } from "../../../lib/adapters/tencent/tell-tries.ts";
import { DeadlineError, NetworkError, ProtocolError, ServiceError } from "../../../lib/core/errors.ts";
import { toldEvents } from "../../fakes/told-events.ts";
import { answer, failureOf, loadSigning, never, prepare, request, text, throttled } from "./scripted-sender.ts";

const object = { method: "GET", host: "audit-1250000000.cos.ap-chongqing.myqcloud.com", path: "/v1/a.json" } as const;

beforeAll(loadSigning);

function refused(status: number, serviceCode: string, requestId: string | null = "id-1") {
  return new ServiceError("Cannot", { status, serviceCode, requestId });
}

describe("createTryTeller()", () => {
  it("counts each request, with its tries and those that were put off", async () => {
    const events = toldEvents();
    const { send } = prepare([throttled(), answer(503), answer(200)], { events });
    await send(request, text, never);
    await send(request, text, never);
    expect(events.of("request")).toEqual([
      { event: "request", operation: "ci:GET /pic_jobs", tries: 3, throttled: 1, failed: false },
      { event: "request", operation: "ci:GET /pic_jobs", tries: 1, throttled: 0, failed: false },
    ]);
  });

  it("tells what was seen of a request that was sent again, and nothing of one that was not", async () => {
    const events = toldEvents();
    const { send } = prepare([throttled(), answer(200)], { events });
    await send(request, text, never);
    await send(request, text, never);
    expect(events.of("request-retried")).toEqual([
      {
        event: "request-retried",
        operation: "ci:GET /pic_jobs",
        host: "photos-1250000000.ci.ap-chongqing.myqcloud.com",
        tries: 2,
        status: 429,
        code: "SlowDown",
        serviceRequestId: "id-1",
        times: 1,
      },
    ]);
    expect(events.of("request-failed")).toEqual([]);
  });

  it("tells of a request that was given up, with how often it was sent", async () => {
    const events = toldEvents();
    const denied = answer(403, "<Error><Code>AccessDenied</Code></Error>");
    await failureOf(prepare([denied], { events }).send(request, text, never));
    await failureOf(prepare([answer(500)], { events, attempts: 2 }).send(request, text, never));
    expect(events.of("request-failed")).toMatchObject([
      { tries: 1, status: 403, code: "AccessDenied", serviceRequestId: "id-1" },
      { tries: 2, status: 500, code: "HTTP 500" },
    ]);
    expect(events.of("request").map(({ failed }) => failed)).toEqual([true, true]);
  });

  it("tells nothing of what the caller broke off", async () => {
    const events = toldEvents();
    const stop = new AbortController();
    const { send } = prepare(["silence"], { events });
    const sent = failureOf(send(request, text, stop.signal));
    stop.abort(new Error("enough"));
    await sent;
    expect(events.told).toEqual([]);
  });

  it("tells the first, second, fourth and eighth of a kind, each kind by itself", () => {
    const events = toldEvents();
    const teller = createTryTeller(events);
    for (let at = 0; at < 10; at += 1) teller.answered(request, [refused(503, "SlowDown")]);
    teller.answered(request, [refused(503, "InternalError")]);
    teller.gaveUp(request, [refused(503, "SlowDown")], refused(503, "SlowDown"));
    expect(events.of("request-retried").map(({ code, times }) => `${code} ${times}`)).toEqual([
      "SlowDown 1",
      "SlowDown 2",
      "SlowDown 4",
      "SlowDown 8",
      "InternalError 1",
    ]);
    expect(events.of("request-failed").map(({ times }) => times)).toEqual([1]);
    expect(events.of("request")).toHaveLength(12);
  });

  it("takes it for an answer that a key of the store is free or taken, and of nobody else", () => {
    const events = toldEvents();
    const teller = createTryTeller(events);
    for (const status of [404, 409, 412]) teller.gaveUp({ ...object, query: {} }, [], refused(status, "X"));
    expect(events.of("request-failed")).toEqual([]);
    expect(events.of("request").every(({ failed, tries }) => !failed && tries === 1)).toBe(true);
    teller.gaveUp({ ...object, query: {} }, [], refused(403, "AccessDenied"));
    teller.gaveUp(request, [], refused(404, "NoSuchQueue"));
    expect(events.of("request-failed").map(({ code }) => code)).toEqual(["AccessDenied", "NoSuchQueue"]);
  });

  it("tells what was tried again before such an answer came", () => {
    const events = toldEvents();
    const [slow, free] = [refused(503, "SlowDown"), refused(404, "NoSuchKey")];
    createTryTeller(events).gaveUp({ ...object, query: {} }, [slow, free], free);
    expect(events.of("request-failed")).toEqual([]);
    expect(events.of("request-retried")).toMatchObject([{ code: "SlowDown", tries: 2, times: 1 }]);
  });

  it.each([
    [new NetworkError("reset"), { status: null, code: "NETWORK", serviceRequestId: null }],
    [new ProtocolError("odd", { requestId: "id-2" }), { status: null, code: "PROTOCOL", serviceRequestId: "id-2" }],
    [new DeadlineError("late"), { status: null, code: "DEADLINE", serviceRequestId: null }],
    [
      new DeadlineError("late", { cause: refused(503, "SlowDown", null) }),
      { status: 503, code: "SlowDown", serviceRequestId: null },
    ],
    [new TypeError("x"), { status: null, code: "DEFECT", serviceRequestId: null }],
  ])("says what it knows of %s", (error, seen) => {
    const events = toldEvents();
    createTryTeller(events).gaveUp(request, [], error);
    expect(events.of("request-failed")).toMatchObject([seen]);
  });
});

describe("operationOf()", () => {
  it.each([
    [{ ...request }, "ci:GET /pic_jobs"],
    [{ ...request, path: "/pic_jobs/p0123,p4567" }, "ci:GET /pic_jobs/*"],
    [{ ...request, path: "/pic_jobs/a\nb/c" }, "ci:GET /pic_jobs/*"],
    [object, "cos:GET object"],
    [{ ...object, method: "POST" } as const, "cos:POST object"],
    [{ ...object, path: "/" }, "cos:GET bucket"],
  ])("names kinds of requests and nobody's names: %j", (of, operation) => {
    expect(operationOf(of)).toBe(operation);
  });
});
