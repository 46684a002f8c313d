import { describe, expect, it } from "vitest";
import { nameCause } from "../../../lib/adapters/tencent/name-cause.ts";

describe("nameCause()", () => {
  it("repeats the message", () => {
    const error = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" });
    expect(nameCause(error)).toBe("connect ECONNREFUSED 127.0.0.1:1");
  });

  it("falls back to the code, which is all that an error of several addresses tells", () => {
    expect(nameCause(Object.assign(new AggregateError([]), { code: "ETIMEDOUT" }))).toBe("ETIMEDOUT");
  });
});
