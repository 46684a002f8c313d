import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heatColour, heatLevels } from "../../../../lib/adapters/page/charts/heat-levels.ts";

describe("heatLevels()", () => {
  it.each([
    [0, [[0, 0]]],
    [
      1,
      [
        [0, 0],
        [1, 1],
      ],
    ],
    [
      25,
      [
        [0, 0],
        [1, 1],
        [2, 4],
        [5, 9],
        [10, 16],
        [17, 25],
      ],
    ],
  ])("divides 0 to %i", (most, levels) => {
    expect(heatLevels(most).map(({ from, to }) => [from, to])).toEqual(levels);
  });

  it("has each number in one level, zero in one of its own", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.nat(5_000), (most, drawn) => {
        const count = Math.min(drawn, most);
        const within = heatLevels(most).filter(({ from, to }) => from <= count && count <= to);
        expect(within).toHaveLength(1);
        expect(count === 0).toBe(within[0]?.to === 0);
      }),
    );
  });
});

describe("heatColour()", () => {
  it("gives the strongest colour to the most, and none to nothing", () => {
    const few = heatLevels(2);
    expect(few.map((_, at) => heatColour(at, few))).toEqual([0, 4, 5]);
    const all = heatLevels(100);
    expect(all.map((_, at) => heatColour(at, all))).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
