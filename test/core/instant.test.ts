import { describe, expect, it } from "vitest";
import { isoInstant, isoInstantOrNull, isoSpan } from "../../lib/core/instant.ts";

describe("isoInstant()", () => {
  it("writes UTC with milliseconds", () => {
    expect(isoInstant(Date.UTC(2026, 10, 21, 8, 5, 3))).toBe("2026-11-21T08:05:03.000Z");
    expect(isoInstantOrNull(0)).toBe("1970-01-01T00:00:00.000Z");
    expect(isoInstantOrNull(null)).toBeNull();
  });
});

describe("isoSpan()", () => {
  it("writes both ends and nothing else", () => {
    const wide = { from: 0, to: 1_000, cause: "network" };
    expect(isoSpan(wide)).toEqual({ from: "1970-01-01T00:00:00.000Z", to: "1970-01-01T00:00:01.000Z" });
  });
});
