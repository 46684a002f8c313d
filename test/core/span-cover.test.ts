import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSpanCover } from "../../lib/core/span-cover.ts";
import type { Window } from "../../lib/core/window.ts";

const span = { from: 2, to: 20 };

function cover(windows: readonly Window[]) {
  const spanCover = createSpanCover(span);
  for (const window of windows) spanCover.add(window);
  return spanCover.finish();
}

/** How many of the windows hold each second from 0 to 23. */
function depth(windows: readonly Window[]): readonly number[] {
  return Array.from(
    { length: 24 },
    (_, second) => windows.filter(({ from, to }) => from <= second && second < to).length,
  );
}

const isIn = (windows: readonly Window[], second: number) => depth(windows)[second] !== 0;

describe("createSpanCover()", () => {
  it("finds nothing wrong with windows that meet from end to end", () => {
    const windows = [
      { from: 2, to: 5 },
      { from: 5, to: 6 },
      { from: 6, to: 20 },
    ];
    expect(cover(windows)).toEqual({ gaps: [], overlaps: [] });
  });

  it("is one gap without any window", () => {
    expect(cover([])).toEqual({ gaps: [span], overlaps: [] });
  });

  it("tells a gap before, between and behind, and what two windows hold", () => {
    const windows = [
      { from: 3, to: 8 },
      { from: 7, to: 9 },
      { from: 10, to: 19 },
    ];
    expect(cover(windows)).toEqual({
      gaps: [
        { from: 2, to: 3 },
        { from: 9, to: 10 },
        { from: 19, to: 20 },
      ],
      overlaps: [{ from: 7, to: 8 }],
    });
  });

  it("tells a window that lies inside the one before, and one that is out of order", () => {
    expect(
      cover([
        { from: 2, to: 20 },
        { from: 4, to: 6 },
      ]).overlaps,
    ).toEqual([{ from: 4, to: 6 }]);
    expect(
      cover([
        { from: 10, to: 20 },
        { from: 2, to: 10 },
      ]),
    ).toEqual({
      gaps: [{ from: 2, to: 10 }],
      overlaps: [{ from: 2, to: 10 }],
    });
  });

  it("has every second in a gap that no window holds, and in an overlap that several do", () => {
    const window = fc
      .tuple(fc.integer({ min: 2, max: 19 }), fc.integer({ min: 1, max: 5 }))
      .map(([from, length]) => ({ from, to: Math.min(from + length, 20) }));
    const ascending = fc.array(window, { maxLength: 8 }).map((windows) => windows.sort((a, b) => a.from - b.from));
    fc.assert(
      fc.property(ascending, (windows) => {
        const { gaps, overlaps } = cover(windows);
        for (const [second, count] of depth(windows).entries()) {
          expect(isIn(gaps, second)).toBe(count === 0 && second >= span.from && second < span.to);
          expect(isIn(overlaps, second)).toBe(count > 1);
        }
      }),
    );
  });
});
