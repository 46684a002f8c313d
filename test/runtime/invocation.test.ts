import { describe, expect, it } from "vitest";
import { readInvocation } from "../../lib/runtime/invocation.ts";

describe("readInvocation", () => {
  it("takes request id and time limit from the platform's context", () => {
    const context = { request_id: "r1", time_limit_in_ms: 3_000, memory_limit_in_mb: 512, environment: "{}" };
    expect(readInvocation(context)).toEqual({ requestId: "r1", timeLimitMs: 3_000 });
  });

  it.each([
    [undefined],
    [null],
    ["text"],
    [{}],
    [{ request_id: 5, time_limit_in_ms: "3000" }],
    [{ time_limit_in_ms: 0 }],
  ])("takes the longest limit there is when the context is %j", (context) => {
    expect(readInvocation(context)).toEqual({ requestId: null, timeLimitMs: 900_000 });
  });
});
