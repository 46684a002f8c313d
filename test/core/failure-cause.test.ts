import { describe, expect, it } from "vitest";
import { DeadlineError, NetworkError, ProtocolError, ServiceError, StoreError } from "../../lib/core/errors.ts";
import { holeCause, holeFrom, isOutage } from "../../lib/core/failure-cause.ts";

function refusal(status: number, serviceCode: string): ServiceError {
  return new ServiceError("Cannot list jobs", { status, serviceCode, requestId: "r1" });
}

describe("holeCause()", () => {
  it.each([
    [refusal(403, "AccessDenied"), "access-denied"],
    [refusal(403, "QueuePaused"), "access-denied"],
    [refusal(401, "SignatureExpired"), "access-denied"],
    [refusal(400, "AccessDenied"), "access-denied"],
    [refusal(400, "InvalidAccessKeyId"), "access-denied"],
    [refusal(400, "UserNotBucketOwner"), "access-denied"],
    [refusal(400, "ResourceAccessDenied"), "access-denied"],
    [refusal(404, "InvalidUrl"), "service-error"],
    [refusal(429, "SlowDown"), "service-error"],
    [refusal(500, "InternalErrror"), "service-error"],
    [new NetworkError("reset"), "network"],
    [new DeadlineError("late"), "network"],
    [new DeadlineError("late", { cause: new NetworkError("reset") }), "network"],
    [new DeadlineError("late", { cause: refusal(503, "ServiceUnavailable") }), "service-error"],
    [new ProtocolError("garbage"), "undecodable"],
  ])("names what %o leaves", (error, cause) => {
    expect(holeCause(error)).toBe(cause);
  });

  it.each([
    new TypeError("defect"),
    new StoreError("full"),
    new DOMException("aborted", "AbortError"),
    "text",
    undefined,
  ])("knows no hole for %s", (error) => {
    expect(holeCause(error)).toBeNull();
  });
});

describe("isOutage()", () => {
  it.each([
    refusal(403, "AccessDenied"),
    refusal(401, "SignatureExpired"),
    refusal(429, "SlowDown"),
    refusal(503, "ServiceUnavailable"),
    new NetworkError("reset"),
    new DeadlineError("late", { cause: refusal(503, "ServiceUnavailable") }),
    new ProtocolError("a proxy", { foreign: true }),
  ])("expects the next call to fail like %s", (error) => {
    expect(isOutage(error)).toBe(true);
  });

  it.each([refusal(404, "JobNotFound"), refusal(400, "InvalidArgument"), new ProtocolError("garbage"), "text"])(
    "takes %s for the matter of one call",
    (error) => {
      expect(isOutage(error)).toBe(false);
    },
  );
});

describe("holeFrom()", () => {
  const span = { from: 1_000, to: 2_000 };

  it("keeps what was seen and the request's id", () => {
    expect(holeFrom(refusal(403, "AccessDenied"), span)).toEqual({
      from: 1_000,
      to: 2_000,
      cause: "access-denied",
      detail: "Cannot list jobs",
      requestId: "r1",
      evidence: null,
    });
    expect(holeFrom(new ProtocolError("garbage", { requestId: "r2" }), span).requestId).toBe("r2");
    expect(holeFrom(new NetworkError("reset"), span).requestId).toBeNull();
  });

  it("throws on what is no answer of the service", () => {
    const defect = new TypeError("defect");
    expect(() => holeFrom(defect, span)).toThrow(defect);
  });
});
