import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { halve, isInside, secondOf, splitSpan } from "../../lib/core/window.ts";

describe("isInside()", () => {
  it("counts the start in and the end out", () => {
    const window = { from: 1_000, to: 3_000 };
    expect([999, 1_000, 2_999, 3_000].map((time) => isInside(time, window))).toEqual([false, true, true, false]);
  });
});

describe("splitSpan()", () => {
  it("gives the last window what is left", () => {
    expect(splitSpan({ from: 0, to: 5_000 }, 2_000)).toEqual([
      { from: 0, to: 2_000 },
      { from: 2_000, to: 4_000 },
      { from: 4_000, to: 5_000 },
    ]);
  });

  it("has no window for an empty span", () => {
    expect(splitSpan({ from: 7_000, to: 7_000 }, 1_000)).toEqual([]);
  });

  it("covers the span without gap, overlap or empty window", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(9), fc.nat(89), (seconds, whole, rest) => {
        const windowMs = seconds * 1_000;
        const to = whole * windowMs + (rest % seconds) * 1_000;
        const windows = splitSpan({ from: 0, to }, windowMs);
        expect(windows.map(({ from }) => from)).toEqual(
          [0, ...windows.map((each) => each.to)].slice(0, windows.length),
        );
        expect(windows.at(-1)?.to ?? 0).toBe(to);
        expect(windows.every((each) => each.from < each.to && each.to - each.from <= windowMs)).toBe(true);
        expect(windows).toHaveLength(whole + (rest % seconds === 0 ? 0 : 1));
      }),
    );
  });
});

describe("halve()", () => {
  it("meets on a whole second, the second half being the longer", () => {
    expect(halve({ from: 1_000, to: 4_000 })).toEqual([
      { from: 1_000, to: 2_000 },
      { from: 2_000, to: 4_000 },
    ]);
    expect(halve({ from: 1_000, to: 3_000 })).toEqual([
      { from: 1_000, to: 2_000 },
      { from: 2_000, to: 3_000 },
    ]);
  });

  it("does not cut a second", () => {
    expect(halve({ from: 1_000, to: 2_000 })).toBeNull();
    expect(halve({ from: 1_000, to: 1_000 })).toBeNull();
  });
});

describe("secondOf()", () => {
  it("goes back to the whole second, also before 1970", () => {
    expect([0, 999, 1_000, 1_999, -1].map(secondOf)).toEqual([0, 0, 1_000, 1_000, -1_000]);
  });
});
