import { describe, expect, it } from "vitest";
import { isContrast, shareTail } from "../../../lib/core/why/contrast.ts";

describe("shareTail()", () => {
  it("is Fisher's exact test: of his eight cups of tea, three of four or more are right in 17 of 70 cases", () => {
    expect(shareTail({ now: 3, before: 1 }, { now: 4, before: 4 })).toBeCloseTo(17 / 70, 12);
    expect(shareTail({ now: 4, before: 0 }, { now: 4, before: 4 })).toBeCloseTo(1 / 70, 12);
  });

  it("is certain of what all failures have, and of a night without any before", () => {
    expect(shareTail({ now: 10, before: 20 }, { now: 10, before: 20 })).toBe(1);
    expect(shareTail({ now: 5, before: 0 }, { now: 10, before: 0 })).toBe(1);
  });
});

describe("isContrast()", () => {
  const options = { scale: 1 / 7, level: 0.001 };

  it("holds where the rest did not rise", () => {
    expect(isContrast({ now: 600, before: 70 }, { now: 640, before: 350 }, options)).toBe(true);
  });

  it("does not hold where all rose alike", () => {
    expect(isContrast({ now: 500, before: 350 }, { now: 1_000, before: 700 }, options)).toBe(false);
  });

  it("does not hold where the rest rose more than half as much, however sure that is", () => {
    // The part rose from 1,000 to 21,000, by 20 times; the rest from 1,000 to 11,000 and by 10, or to 11,200.
    const part = { now: 21_000, before: 7_000 };
    expect(isContrast(part, { now: 32_000, before: 14_000 }, options)).toBe(true);
    expect(isContrast(part, { now: 32_200, before: 14_000 }, options)).toBe(false);
    expect(shareTail(part, { now: 32_200, before: 14_000 })).toBeLessThan(1e-100);
  });

  it("holds at the level, and not above it", () => {
    const [part, whole] = [
      { now: 4, before: 0 },
      { now: 4, before: 4 },
    ];
    const level = shareTail(part, whole);
    expect(isContrast(part, whole, { ...options, level })).toBe(true);
    expect(isContrast(part, whole, { ...options, level: level * (1 - 1e-9) })).toBe(false);
  });

  it("does not hold where chance can do it", () => {
    expect(isContrast({ now: 4, before: 0 }, { now: 4, before: 4 }, options)).toBe(false);
    expect(isContrast({ now: 4, before: 0 }, { now: 4, before: 4 }, { ...options, level: 0.015 })).toBe(true);
  });

  it("does not hold against a rest that never failed before", () => {
    expect(isContrast({ now: 600, before: 70 }, { now: 640, before: 70 }, options)).toBe(false);
  });

  it("holds for what never failed before beside what did", () => {
    expect(isContrast({ now: 600, before: 0 }, { now: 640, before: 280 }, options)).toBe(true);
  });
});
