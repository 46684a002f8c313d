import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gammaPoisson } from "../../../lib/core/stats/gamma-poisson.ts";
import { lowerTail, upperTail } from "../../../lib/core/stats/tail.ts";
import { expectNear, golden } from "./golden.ts";

describe("gammaPoisson()", () => {
  it.each(golden.tails.gammaPoisson)(
    "has the exact tails of $n jobs after $shape failures in $exposure, at $k",
    ({ n, shape, exposure, k, upper, lower }) => {
      const law = gammaPoisson({ n, shape, exposure });
      expectNear(upperTail(law, k), upper);
      expectNear(lowerTail(law, k), lower);
    },
  );

  it("sums up to 1, with the mean and spread it says", () => {
    const { logTerm, mean, spread } = gammaPoisson({ n: 40, shape: 1.5, exposure: 100 });
    const all = Array.from({ length: 400 }, (_, k) => Math.exp(logTerm(k)));
    const moment = (power: number) => all.reduce((sum, term, k) => sum + term * (k - mean) ** power, 0);
    expect(moment(0)).toBeCloseTo(1, 10);
    expect(moment(1)).toBeCloseTo(0, 9);
    expect(Math.sqrt(moment(2))).toBeCloseTo(spread, 9);
  });

  it("gives more failures a smaller tail, and more jobs a larger one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 500 }), (n, k) => {
        const tail = (jobs: number, from: number) =>
          upperTail(gammaPoisson({ n: jobs, shape: 0.5, exposure: 28_000 }), from);
        expect(tail(n, k + 1)).toBeLessThanOrEqual(tail(n, k));
        expect(tail(n + 1, k)).toBeGreaterThanOrEqual(tail(n, k) * (1 - 1e-9));
      }),
    );
  });
});
