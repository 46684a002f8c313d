import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Observed, survivalCurve, survivalQuantile } from "../../../lib/core/thresholds/survival-quantile.ts";

interface GoldenCase {
  readonly name: string;
  readonly observed: readonly Observed[];
  readonly curve: readonly { readonly ms: number; readonly survival: number }[];
  readonly quantiles: readonly { readonly quantile: number; readonly ms: number | null }[];
}

/** What golden/make-golden.py computed with scipy. */
const golden: readonly GoldenCase[] = JSON.parse(readFileSync(new URL("golden/golden.json", import.meta.url), "utf8"));

function ended(...times: readonly number[]): readonly Observed[] {
  return times.map((ms) => ({ ms, events: 1, censored: 0 }));
}

describe("survivalCurve()", () => {
  it.each(golden)("is that of scipy: $name", ({ observed, curve }) => {
    const ours = survivalCurve(observed);
    expect(ours.map(({ ms }) => ms)).toEqual(curve.map(({ ms }) => ms));
    for (const [index, { survival }] of ours.entries())
      expect(Math.abs(survival - (curve[index]?.survival ?? Number.NaN))).toBeLessThan(1e-12);
  });

  it("is that of Freireich's trial as textbooks print it", () => {
    const trial = golden.find(({ name }) => name === "leukaemia");
    expect(survivalCurve(trial?.observed ?? []).map(({ ms, survival }) => [ms, survival.toFixed(3)])).toEqual([
      [6, "0.857"],
      [7, "0.807"],
      [10, "0.753"],
      [13, "0.690"],
      [16, "0.627"],
      [22, "0.538"],
      [23, "0.448"],
    ]);
  });

  it("has no step where nothing ended", () => {
    expect(survivalCurve([])).toEqual([]);
    expect(survivalCurve([{ ms: 5, events: 0, censored: 9 }])).toEqual([]);
  });

  it("falls, and never below nothing, whatever was seen", () => {
    const count = fc.nat(1000);
    const observed = fc.array(fc.record({ events: count, censored: count }), { maxLength: 20 });
    fc.assert(
      fc.property(observed, (counts) => {
        const curve = survivalCurve(counts.map((each, ms) => ({ ms, ...each })));
        const shares = [1, ...curve.map(({ survival }) => survival)];
        for (const [index, share] of shares.entries()) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(shares[index - 1] ?? 1);
        }
      }),
    );
  });
});

describe("survivalQuantile()", () => {
  it.each(golden)("is that of scipy's curve: $name", ({ observed, quantiles }) => {
    for (const { quantile, ms } of quantiles) expect(survivalQuantile(observed, quantile)).toBe(ms);
  });

  it("is reached by the one whose end leaves exactly the rest, though a product of fractions says a little more", () => {
    const thousand = Array.from({ length: 1000 }, (_, index) => index + 1);
    expect(survivalQuantile(ended(...thousand), 0.999)).toBe(999);
    expect(survivalQuantile(ended(...thousand), 0.9)).toBe(900);
  });

  it("is not told where more is censored than the share leaves", () => {
    const most = [...ended(1, 2, 3, 4, 5, 6, 7, 8, 9), { ms: 10, events: 0, censored: 1 }];
    expect(survivalQuantile(most, 0.9)).toBe(9);
    expect(survivalQuantile(most, 0.91)).toBeNull();
  });

  it("is later for all that was censored than if it were left out, and earlier than if it never ended", () => {
    const times = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((ms) => ({ ms, events: 1, censored: 1 }));
    const without = times.map((each) => ({ ...each, censored: 0 }));
    expect(survivalQuantile(without, 0.5)).toBe(5);
    expect(survivalQuantile(times, 0.5)).toBe(8);
    expect(survivalQuantile([...without, { ms: 11, events: 0, censored: 10 }], 0.5)).toBe(10);
  });
});
