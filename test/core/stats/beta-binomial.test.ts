import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaBinomial } from "../../../lib/core/stats/beta-binomial.ts";
import { lowerTail, upperTail } from "../../../lib/core/stats/tail.ts";
import { expectNear, golden } from "./golden.ts";

const parameters = fc.record({
  n: fc.integer({ min: 0, max: 60 }),
  a: fc.double({ min: 0.1, max: 400, noNaN: true }),
  b: fc.double({ min: 2, max: 4_000, noNaN: true }),
});

function terms({ n, a, b }: { n: number; a: number; b: number }): readonly number[] {
  const { logTerm } = betaBinomial({ n, a, b });
  return Array.from({ length: n + 1 }, (_, k) => Math.exp(logTerm(k)));
}

describe("betaBinomial()", () => {
  it.each(golden.tails.betaBinomial)(
    "has the exact tails of $n jobs, $a to $b, at $k",
    ({ n, a, b, k, upper, lower }) => {
      const law = betaBinomial({ n, a, b });
      expectNear(upperTail(law, k), upper);
      expectNear(lowerTail(law, k), lower);
    },
  );

  it("sums up to 1, with the mean and spread it says", () => {
    fc.assert(
      fc.property(parameters, (of) => {
        const { mean, spread } = betaBinomial(of);
        const all = terms(of);
        const moment = (power: number) => all.reduce((sum, term, k) => sum + term * (k - mean) ** power, 0);
        expect(moment(0)).toBeCloseTo(1, 10);
        expect(moment(1)).toBeCloseTo(0, 8);
        expect(Math.sqrt(moment(2))).toBeCloseTo(spread, 6);
      }),
    );
  });

  it("steps from each term to the next", () => {
    fc.assert(
      fc.property(parameters, (of) => {
        const { step } = betaBinomial(of);
        const all = terms(of);
        for (const [k, term] of all.slice(0, -1).entries()) expectNear(step(k) * term, all[k + 1] ?? Number.NaN);
      }),
    );
  });

  it("is the same seen from the other side", () => {
    fc.assert(
      fc.property(parameters, fc.double({ min: 0, max: 1, noNaN: true }), ({ n, a, b }, share) => {
        const k = Math.round(share * n);
        const tail = upperTail(betaBinomial({ n, a, b }), k);
        expect(tail).toBeCloseTo(lowerTail(betaBinomial({ n, a: b, b: a }), n - k), 12);
      }),
    );
  });

  it("takes a fraction of a millisecond whatever the number of jobs", () => {
    const law = betaBinomial({ n: 4e9, a: 50, b: 950 });
    let asked = 0;
    upperTail(
      { ...law, step: (at) => law.step(at + 0 * asked++), logTerm: (at) => law.logTerm(at + 0 * asked++) },
      2.1e8,
    );
    expect(asked).toBeLessThan(2_000);
  });
});
