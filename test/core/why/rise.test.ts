import { describe, expect, it } from "vitest";
import { extraOf, type Rise, scaleOf, shareOf, wholeOf } from "../../../lib/core/why/rise.ts";

const aRise = (now: number, before: number, expected: number): Rise => ({
  expected,
  now: { failed: now, counts: new Map() },
  before: { failed: before, counts: new Map() },
});

describe("a rise", () => {
  it("is of the failures of both sides, with those that are too many", () => {
    expect(wholeOf(aRise(100, 70, 10))).toEqual({ now: 100, before: 70 });
    expect(extraOf(aRise(100, 70, 10))).toBe(90);
    expect(extraOf(aRise(4, 70, 10))).toBe(-6);
  });
});

describe("scaleOf()", () => {
  it("is what is expected of the night for each failure before, and 0 without any", () => {
    expect(scaleOf(aRise(100, 50, 10))).toBe(0.2);
    expect(scaleOf(aRise(100, 0, 10))).toBe(0);
  });
});

describe("shareOf()", () => {
  it("expects of a part its share before of what is expected of the whole", () => {
    expect(shareOf({ now: 60, before: 25 }, aRise(100, 50, 10))).toEqual({ failed: 60, expected: 5, excess: 55 });
    expect(shareOf({ now: 60, before: 0 }, aRise(100, 50, 10))).toEqual({ failed: 60, expected: 0, excess: 60 });
  });

  it("expects its share now where there were no failures before", () => {
    expect(shareOf({ now: 60, before: 0 }, aRise(80, 0, 4))).toEqual({ failed: 60, expected: 3, excess: 57 });
  });

  it("adds up to what there is too many", () => {
    const rise = aRise(100, 40, 20);
    const parts = [shareOf({ now: 70, before: 10 }, rise), shareOf({ now: 30, before: 30 }, rise)];
    expect(parts.map(({ excess }) => excess)).toEqual([65, 15]);
  });
});
