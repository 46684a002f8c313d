import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg, benjaminiYekutieli } from "../../../lib/core/stats/false-discovery.ts";
import { expectNear, golden } from "./golden.ts";

const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });

describe("benjaminiHochberg()", () => {
  it.each(golden.corrections)("is scipy's for $ps", ({ ps, bh }) => {
    for (const [index, q] of benjaminiHochberg(ps).entries()) expectNear(q, bh[index] ?? Number.NaN);
  });

  it("counts what was passed over as tests that found nothing", () => {
    fc.assert(
      fc.property(ps, fc.nat(20), (values, passedOver) => {
        const nothing = Array.from({ length: passedOver }, () => 1);
        const qs = benjaminiHochberg(values, passedOver);
        const all = benjaminiHochberg([...values, ...nothing]);
        for (const [index, q] of qs.entries()) expect(q).toBeCloseTo(all[index] ?? Number.NaN, 12);
      }),
    );
  });

  it("keeps the order, never lowers a p-value and never passes 1", () => {
    fc.assert(
      fc.property(ps, (values) => {
        const qs = benjaminiHochberg(values);
        expect(qs).toHaveLength(values.length);
        for (const [a, p] of values.entries()) {
          expect(qs[a]).toBeGreaterThanOrEqual(p * (1 - 1e-12));
          expect(qs[a]).toBeLessThanOrEqual(1);
          for (const [b, other] of values.entries()) if (p < other) expect(qs[a]).toBeLessThanOrEqual(qs[b] ?? 0);
        }
      }),
    );
  });
});

describe("benjaminiYekutieli()", () => {
  it.each(golden.corrections)("is scipy's for $ps", ({ ps, by }) => {
    for (const [index, q] of benjaminiYekutieli(ps).entries()) expectNear(q, by[index] ?? Number.NaN);
  });

  it("counts what was passed over as tests that found nothing", () => {
    // By hand: 4 tests, 1 + 1/2 + 1/3 + 1/4 = 25/12.
    expect(benjaminiYekutieli([0.006, 0.012], 2)).toEqual([expect.closeTo(0.05, 12), expect.closeTo(0.05, 12)]);
    expect(benjaminiYekutieli([0.006, 1], 2)[0]).toBeCloseTo(0.05, 12);
  });
});
