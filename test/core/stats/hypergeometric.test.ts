import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hypergeometric, midTail } from "../../../lib/core/stats/hypergeometric.ts";
import { lowerTail, upperTail } from "../../../lib/core/stats/tail.ts";
import { expectNear, golden } from "./golden.ts";

const cases = golden.tails.hypergeometric;

const drawing = fc
  .record({ failed: fc.nat(40), sound: fc.nat(60), drawn: fc.nat(100) })
  .filter(({ failed, sound, drawn }) => drawn > 0 && drawn < failed + sound)
  .map(({ failed, sound, drawn }) => ({ population: failed + sound, failed, drawn }));

describe("hypergeometric()", () => {
  it.each(cases)("has the exact tails of $drawn out of $population at $k", ({ k, upper, lower, ...of }) => {
    expectNear(upperTail(hypergeometric(of), k), upper);
    expectNear(lowerTail(hypergeometric(of), k), lower);
  });

  it("sums up to 1 over the values it can take, with the mean and spread it says", () => {
    fc.assert(
      fc.property(drawing, (of) => {
        const { first, last, mean, spread, logTerm } = hypergeometric(of);
        const values = Array.from({ length: last - first + 1 }, (_, index) => first + index);
        const moment = (power: number) =>
          values.reduce((sum, k) => sum + Math.exp(logTerm(k)) * (k - mean) ** power, 0);
        expect(moment(0)).toBeCloseTo(1, 10);
        expect(moment(1)).toBeCloseTo(0, 9);
        expect(Math.sqrt(Math.abs(moment(2)))).toBeCloseTo(spread, 6);
      }),
    );
  });

  it("is the same for what is drawn and what is left", () => {
    fc.assert(
      fc.property(drawing, fc.nat(40), (of, k) => {
        const rest = hypergeometric({ ...of, drawn: of.population - of.drawn });
        expect(upperTail(hypergeometric(of), k)).toBeCloseTo(lowerTail(rest, of.failed - k), 12);
      }),
    );
  });
});

describe("midTail()", () => {
  it.each(cases)("counts half of what was seen: $drawn out of $population at $k", ({ k, mid, ...of }) => {
    expectNear(midTail(hypergeometric(of), k), mid);
  });

  it("is a half on average, as a p-value should be", () => {
    const law = hypergeometric({ population: 30, failed: 9, drawn: 12 });
    let mean = 0;
    for (let k = 0; k <= 9; k += 1) mean += Math.exp(law.logTerm(k)) * midTail(law, k);
    expect(mean).toBeCloseTo(0.5, 12);
  });
});
