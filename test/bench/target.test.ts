import { describe, expect, it } from "vitest";
import { type Bound, boundText, type Target, valueText, verdictOf } from "../../bench/target.ts";

function targetOf(bound: Bound, value: number): Target {
  return { target: "a night, peak memory", bound, value, unit: "MB" };
}

describe("verdictOf", () => {
  it.each<[Bound, number, string]>([
    [{ atLeast: 25 }, 25, "met"],
    [{ atLeast: 25 }, 24.999, "missed"],
    [{ atMost: 1.35 }, 1.35, "met"],
    [{ atMost: 1.35 }, 1.3501, "missed"],
    [{ under: 120 }, 119.9, "met"],
    [{ under: 120 }, 120, "missed"],
    [{ atLeast: 25 }, Number.NaN, "missed"],
    [{ atMost: 25 }, Number.NaN, "missed"],
    [{ under: 25 }, Number.NaN, "missed"],
  ])("says of %j and %d: %s", (bound, value, verdict) => {
    expect(verdictOf(targetOf(bound, value))).toBe(verdict);
  });
});

describe("boundText", () => {
  it.each<[Bound, string]>([
    [{ atLeast: 2.5 }, "at least 2.5 MB"],
    [{ atMost: 256 }, "at most 256 MB"],
    [{ under: 1_200 }, "under 1,200 MB"],
  ])("tells %j as %s", (bound, text) => {
    expect(boundText(targetOf(bound, 1))).toBe(text);
  });
});

describe("valueText", () => {
  it("is short", () => {
    expect(valueText(targetOf({ atMost: 256 }, 201.4321))).toBe("201 MB");
    expect(valueText(targetOf({ atMost: 256 }, 256))).toBe("256 MB");
  });

  it("is told in full where it would look like its bound", () => {
    expect(valueText(targetOf({ atMost: 256 }, 256.25))).toBe("256.25 MB");
  });
});
