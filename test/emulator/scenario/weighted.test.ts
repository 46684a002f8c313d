import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../emulator/scenario/random.ts";
import { pickWeighted, shareOut } from "../../../emulator/scenario/weighted.ts";

describe("pickWeighted", () => {
  it("chooses each value about as often as its weight says", () => {
    const random = createRandom(1, "weights");
    const choices = [
      { value: "often", weight: 9 },
      { value: "seldom", weight: 1 },
    ];
    const drawn = Array.from({ length: 1000 }, () => pickWeighted(random, choices));
    const often = drawn.filter((value) => value === "often").length;
    expect(often).toBeGreaterThan(860);
    expect(often).toBeLessThan(940);
  });

  it("still chooses when rounding leaves nothing below zero", () => {
    const random = { ...createRandom(1, "edge"), fraction: () => 1 };
    expect(pickWeighted(random, [{ value: "only", weight: 0.1 }])).toBe("only");
  });
});

describe("shareOut", () => {
  it("rounds the largest remainders up, the first of equals", () => {
    expect(shareOut(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(shareOut(10, [1, 2, 1])).toEqual([3, 5, 2]);
    expect(shareOut(7, [0, 5, 0])).toEqual([0, 7, 0]);
  });

  it("gives out the whole count, each share within one of the exact one", () => {
    const weights = fc
      .array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 24 })
      .filter((list) => list.some((w) => w > 0));
    fc.assert(
      fc.property(fc.nat({ max: 5000 }), weights, (count, list) => {
        const total = list.reduce((sum, weight) => sum + weight, 0);
        const shares = shareOut(count, list);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(count);
        for (const [index, share] of shares.entries()) {
          expect(Math.abs(share - (count * (list[index] ?? 0)) / total)).toBeLessThan(1);
        }
      }),
    );
  });
});
