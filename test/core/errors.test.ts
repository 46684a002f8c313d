import { describe, expect, it } from "vitest";
import {
  ConfigError,
  DeadlineError,
  EventError,
  isAuditError,
  NetworkError,
  NothingReadError,
  ProtocolError,
  ServiceError,
  StoreError,
} from "../../lib/core/errors.ts";

const cause = new Error("below");

describe("the errors of the program", () => {
  it.each([
    [new ConfigError("m", { cause }), { name: "ConfigError", code: "CONFIG", retryable: false, problems: [] }],
    [new NetworkError("m", { cause }), { name: "NetworkError", code: "NETWORK", retryable: true }],
    [new ProtocolError("m", { cause }), { name: "ProtocolError", code: "PROTOCOL", retryable: false, body: null }],
    [new DeadlineError("m", { cause }), { name: "DeadlineError", code: "DEADLINE", retryable: true }],
    [new EventError("m", { cause }), { name: "EventError", code: "EVENT", retryable: false }],
    [new StoreError("m", { cause }), { name: "StoreError", code: "STORE", retryable: false }],
  ])("carry their code, their message and their cause: %s", (error, fields) => {
    expect(error).toMatchObject({ message: "m", cause, ...fields });
    expect(error).toBeInstanceOf(Error);
    expect(isAuditError(error)).toBe(true);
  });

  it("carry every problem of the settings", () => {
    expect(new ConfigError("m", { problems: ["a", "b"] }).problems).toEqual(["a", "b"]);
  });

  it("carry what could not be read", () => {
    const body = Buffer.from("<html>");
    expect(new ProtocolError("m", { body, requestId: "r1" })).toMatchObject({ body, requestId: "r1" });
    expect(new ProtocolError("m").requestId).toBeNull();
  });

  it("carry what the service said when nothing could be read", () => {
    const error = new NothingReadError("m", { seen: ["denied"], retryable: true });
    expect(error).toMatchObject({ name: "NothingReadError", code: "NOTHING_READ", retryable: true, seen: ["denied"] });
  });

  it("do not take other errors for their own", () => {
    expect([cause, "text", null, { code: "SERVICE" }].map(isAuditError)).toEqual([false, false, false, false]);
  });
});

describe("ServiceError", () => {
  it.each([
    [400, false],
    [403, false],
    [429, true],
    [499, false],
    [500, true],
    [503, true],
  ])("with status %i can be retried: %s", (status, retryable) => {
    const error = new ServiceError("m", { status, serviceCode: "Some", requestId: "r1", cause });
    const facts = { name: "ServiceError", code: "SERVICE", status, serviceCode: "Some", requestId: "r1", cause };
    expect(error).toMatchObject({ ...facts, retryable, retryAfterMs: null });
  });

  it("carries how long the service asks to wait", () => {
    const facts = { status: 429, serviceCode: "SlowDown", requestId: null, retryAfterMs: 1_500 };
    expect(new ServiceError("m", facts)).toMatchObject({ retryAfterMs: 1_500, requestId: null });
  });
});

describe("ServiceError, whether it passes", () => {
  it.each([
    [429, "SlowDown", true],
    [503, "ServiceUnavailable", true],
    [200, "SlowDown", true],
    [200, "InternalErrror", true],
    [200, "InternalError", true],
    [200, "InternalError.DbError", true],
    [200, "ServiceUnavailable", true],
    [200, "RequestLimitExceeded.UinLimitExceeded", true],
    [200, "FailedOperation.SlowDown", false],
    [200, "AccessDenied", false],
    [404, "NoSuchBucket", false],
    [400, "RequestTimeout", true],
  ])("is told by status %i and code %s: %s", (status, serviceCode, retryable) => {
    expect(new ServiceError("m", { status, serviceCode, requestId: null }).retryable).toBe(retryable);
  });
});
