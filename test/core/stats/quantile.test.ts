import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaBinomial } from "../../../lib/core/stats/beta-binomial.ts";
import { gammaPoisson } from "../../../lib/core/stats/gamma-poisson.ts";
import { criticalValue, upperQuantile } from "../../../lib/core/stats/quantile.ts";
import { upperTail } from "../../../lib/core/stats/tail.ts";
import { golden } from "./golden.ts";

const laws = fc.oneof(
  fc
    .record({
      n: fc.nat(5_000),
      a: fc.double({ min: 0.2, max: 90, noNaN: true }),
      b: fc.double({ min: 2, max: 5e3, noNaN: true }),
    })
    .map(betaBinomial),
  fc
    .record({
      n: fc.integer({ min: 1, max: 9_000 }),
      shape: fc.constant(0.5),
      exposure: fc.integer({ min: 1, max: 90_000 }),
    })
    .map(gammaPoisson),
);
const level = fc.double({ min: 1e-12, max: 0.999, noNaN: true });

describe("upperQuantile()", () => {
  it.each(golden.quantiles)("is that of the sums of terms: $n jobs, $a to $b, at $level", ({ level, k, ...of }) => {
    expect(upperQuantile(betaBinomial(of), 1 - level)).toBe(k);
  });

  it("leaves no more above it than asked for, and one less would", () => {
    fc.assert(
      fc.property(laws, level, (law, above) => {
        const at = upperQuantile(law, above);
        expect(upperTail(law, at + 1)).toBeLessThanOrEqual(above);
        if (at > law.first) expect(upperTail(law, at)).toBeGreaterThan(above);
      }),
    );
  });
});

describe("criticalValue()", () => {
  it("is the first value whose tail is small enough, and may lie behind the last", () => {
    const coin = betaBinomial({ n: 1, a: 1, b: 1 });
    expect(criticalValue(coin, 0.5)).toBe(1);
    expect(criticalValue(coin, 0.49)).toBe(2);
  });
});
