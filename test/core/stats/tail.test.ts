import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTailAbove, type Law, lowerTail, upperTail } from "../../../lib/core/stats/tail.ts";

/** Term k is 2^-k, from 1 on: the tails are known without a sum. */
const halving: Law = {
  first: 1,
  last: Number.POSITIVE_INFINITY,
  mean: 2,
  spread: Math.SQRT2,
  logTerm: (at) => -at * Math.LN2,
  step: () => 0.5,
};

/** All values from 0 to n alike. */
function flat(n: number): Law {
  return { first: 0, last: n, mean: n / 2, spread: n / Math.sqrt(12), logTerm: () => -Math.log(n + 1), step: () => 1 };
}

/** Term k is (1 - r) r^k. */
function geometric(r: number): Law {
  const mean = r / (1 - r);
  const logTerm = (at: number) => Math.log1p(-r) + at * Math.log(r);
  return { first: 0, last: Number.POSITIVE_INFINITY, mean, spread: mean, logTerm, step: () => r };
}

describe("upperTail()", () => {
  it("is certain up to the first value, and impossible behind the last", () => {
    expect([upperTail(halving, -3), upperTail(halving, 1)]).toEqual([1, 1]);
    expect([upperTail(flat(9), 0), upperTail(flat(9), 10), upperTail(flat(9), 11)]).toEqual([1, 0, 0]);
  });

  it.each([2, 3, 4, 40])("sums from either side of the mean, at %s", (at) => {
    expect(upperTail(halving, at)).toBeCloseTo(2 ** (1 - at), 14);
  });

  it.each([1, 254, 255, 256, 257, 511, 512, 513, 514, 767, 768, 769, 10_000])(
    "leaves none of the values out where they are all alike, of %s",
    (n) => {
      for (const at of [1, Math.ceil(n / 3), Math.ceil(n / 2), n - 1, n].filter((k) => k > 0))
        expect(upperTail(flat(n), at) * (n + 1)).toBeCloseTo(n - at + 1, 7);
    },
  );

  it.each([0.9, 0.99, 0.9999, 0.9999999])("sums long tails as exactly as short ones, of ratio %s", (r) => {
    for (const sds of [1.5, 4, 20]) {
      const at = Math.ceil(sds / (1 - r));
      expect(upperTail(geometric(r), at) / Math.exp(at * Math.log(r))).toBeCloseTo(1, 9);
    }
  });
});

describe("a tail too small for a number", () => {
  it.each([0.99, 0.9999])("is 0, and comes to an end, of ratio %s", (r) => {
    expect(upperTail(geometric(r), Math.ceil(800 / (1 - r)))).toBe(0);
    expect(lowerTail(geometric(r), Math.ceil(800 / (1 - r)))).toBe(1);
  });
});

describe("lowerTail()", () => {
  it("holds the value itself, so that both tails overlap in it", () => {
    expect(lowerTail(halving, 3)).toBeCloseTo(7 / 8, 14);
    expect(lowerTail(halving, 1)).toBeCloseTo(1 / 2, 14);
    expect(lowerTail(halving, 0)).toBe(0);
    expect(lowerTail(flat(9), 9)).toBe(1);
  });
});

describe("isTailAbove()", () => {
  it("says what the tail says, on either side of the mean and behind the ends", () => {
    const laws = fc.constantFrom(halving, flat(9), flat(5_000), geometric(0.9), geometric(0.99999));
    const bounds = fc.double({ min: 1e-12, max: 1, noNaN: true });
    fc.assert(
      fc.property(laws, fc.integer({ min: -3, max: 12_000 }), bounds, (law, from, bound) => {
        const tail = upperTail(law, from);
        fc.pre(Math.abs(tail / bound - 1) > 1e-9);
        expect(isTailAbove(law, from, bound)).toBe(tail > bound);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is not above what it comes to", () => {
    expect([2, 3, 4].map((from) => isTailAbove(halving, from, 2 ** (1 - from)))).toEqual([false, false, false]);
    expect([2, 3, 4].map((from) => isTailAbove(halving, from, 0.99 * 2 ** (1 - from)))).toEqual([true, true, true]);
  });
});
