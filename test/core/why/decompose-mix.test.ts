import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decomposeMix, isMixShift, type MixPart } from "../../../lib/core/why/decompose-mix.ts";

const part = (name: string, failed: number, ended: number): MixPart => ({ name, failed, ended });

const parts = fc.uniqueArray(
  fc.record({ name: fc.constantFrom("a", "b", "c", "d"), ended: fc.nat(50), share: fc.nat(100) }),
  { selector: ({ name }) => name, minLength: 1 },
);
const side = parts
  .map((drawn) => drawn.map(({ name, ended, share }) => part(name, Math.floor((ended * share) / 100), ended)))
  .filter((drawn) => drawn.some(({ ended }) => ended > 0));

function rateOf(all: readonly MixPart[]): number {
  const sum = (of: (each: MixPart) => number) => all.reduce((total, each) => total + of(each), 0);
  return sum(({ failed }) => failed) / sum(({ ended }) => ended);
}

describe("decomposeMix()", () => {
  it("is all mix where only the shares of the jobs shifted", () => {
    const before = [part("good", 9, 900), part("bad", 50, 100)];
    const after = [part("good", 5, 500), part("bad", 250, 500)];
    const found = decomposeMix(before, after);
    expect(found?.rates).toBeCloseTo(0, 12);
    expect(found?.mix).toBeCloseTo(0.255 - 0.059, 12);
  });

  it("is all rates where only those rose", () => {
    const found = decomposeMix([part("a", 1, 100), part("b", 2, 100)], [part("a", 10, 200), part("b", 8, 200)]);
    expect(found?.rates).toBeCloseTo(0.045 - 0.015, 12);
    expect(found?.mix).toBeCloseTo(0, 12);
  });

  it("shares out what is both, by the mean of both sides", () => {
    // Rate of a: 0.1 to 0.2, its share 0.5 to 0.75; b never fails.
    const found = decomposeMix([part("a", 10, 100), part("b", 0, 100)], [part("a", 30, 150), part("b", 0, 50)]);
    expect(found?.rates).toBeCloseTo(0.1 * 0.625, 12);
    expect(found?.mix).toBeCloseTo(0.15 * 0.25, 12);
  });

  it("gives a part that is new the rate of all before", () => {
    // Before, all fail at 0.1. The new half fails at 0.5: half of its share times the difference is its rate's.
    const found = decomposeMix([part("a", 10, 100)], [part("a", 10, 100), part("new", 50, 100)]);
    expect(found?.rates).toBeCloseTo(0.25 * 0.4, 12);
    expect(found?.mix).toBeCloseTo(0.1, 12);
  });

  it("takes parts of one name for one part, as those of several nights", () => {
    const [one, other] = [part("a", 1, 10), part("b", 5, 10)];
    const after = [part("a", 6, 20), part("b", 5, 60)];
    const summed = decomposeMix([part("a", 2, 20), part("b", 10, 20)], after);
    expect(decomposeMix([one, other, one, other], after)).toEqual(summed);
  });

  it("is not known where no job ended", () => {
    expect(decomposeMix([], [part("a", 1, 10)])).toBeNull();
    expect(decomposeMix([part("a", 1, 10)], [part("a", 0, 0)])).toBeNull();
  });

  it("adds up to the change of the rate, and turns its sign when the sides are swapped", () => {
    fc.assert(
      fc.property(side, side, (before, after) => {
        const { rates, mix } = decomposeMix(before, after) ?? { rates: Number.NaN, mix: Number.NaN };
        expect(rates + mix).toBeCloseTo(rateOf(after) - rateOf(before), 10);
        const back = decomposeMix(after, before);
        expect(back?.rates).toBeCloseTo(-rates, 10);
        expect(back?.mix).toBeCloseTo(-mix, 10);
      }),
    );
  });
});

describe("isMixShift()", () => {
  it.each([
    [{ rates: 0, mix: 0.1 }, true],
    [{ rates: 0.02, mix: 0.09 }, true],
    [{ rates: 0.2, mix: 0.8 }, true],
    [{ rates: 0.03, mix: 0.07 }, false],
    [{ rates: -0.02, mix: 0.1 }, true],
    [{ rates: -0.2, mix: 0.1 }, false],
    [{ rates: 0, mix: 0 }, false],
    [{ rates: 0.1, mix: -0.05 }, false],
  ])("of %j is %s", (mix, expected) => {
    expect(isMixShift(mix)).toBe(expected);
  });
});
