import { describe, expect, it } from "vitest";
import { pooledDispersion, scatterOf, shrunkDispersion } from "../../../lib/core/spikes/dispersion.ts";
import { createRandom, drawNights } from "../../calibration/simulated-nights.ts";
import { nightsOf, times } from "./strata.ts";

describe("scatterOf()", () => {
  it("is Pearson's statistic less its freedom, over what it grows by", () => {
    // By hand: rate 0.06, (16 + 4 + 1 + 9) / (100 * 0.06 * 0.94) - 3, and 400 - 40000 / 400 - 3.
    const scatter = scatterOf([
      nightsOf([
        [2, 100],
        [8, 100],
        [5, 100],
        [9, 100],
      ]),
    ]);
    expect(scatter?.surplus).toBeCloseTo(30 / 5.64 - 3, 12);
    expect(scatter).toMatchObject({ freedom: 3, leverage: 297, rate: 0.06 });
  });

  it("weighs nights by their jobs", () => {
    const scatter = scatterOf([
      nightsOf([
        [2, 100],
        [8, 200],
        [1, 50],
      ]),
    ]);
    expect(scatter?.leverage).toBeCloseTo(350 - 52_500 / 350 - 2, 12);
    expect(scatter?.surplus).toBeCloseTo(-0.873692679002, 10);
  });

  it("adds up groups with a rate of their own", () => {
    const low = nightsOf([
      [2, 100],
      [4, 100],
    ]);
    const high = nightsOf([
      [20, 100],
      [24, 100],
      [22, 100],
    ]);
    const [a, b, both] = [scatterOf([low]), scatterOf([high]), scatterOf([low, high])];
    expect(both?.surplus).toBeCloseTo((a?.surplus ?? 0) + (b?.surplus ?? 0), 12);
    expect(both?.leverage).toBeCloseTo((a?.leverage ?? 0) + (b?.leverage ?? 0), 12);
    expect(both?.freedom).toBe(3);
    expect(both?.rate).toBeCloseTo((0.03 + 2 * 0.22) / 3, 12);
  });

  it("is nothing where nothing can vary", () => {
    expect(scatterOf([nightsOf([[3, 100]])])).toBeNull();
    expect(scatterOf([nightsOf(times(9, [0, 100]))])).toBeNull();
    expect(scatterOf([nightsOf(times(9, [100, 100]))])).toBeNull();
    expect(
      scatterOf([
        nightsOf([
          [1, 1],
          [0, 1],
        ]),
      ]),
    ).toBeNull();
    expect(scatterOf([[], []])).toBeNull();
  });
});

function scatters(dispersions: readonly number[], seed: number) {
  const random = createRandom(seed);
  return dispersions.flatMap((dispersion) => {
    const nights = drawNights(random, { jobs: 20_000, rate: 0.02, dispersion }, { oldest: "2026-01-01", nights: 28 });
    return scatterOf([nights]) ?? [];
  });
}

const alike = (dispersion: number, count = 60) => Array.from({ length: count }, () => dispersion);

describe("pooledDispersion()", () => {
  it.each([0, 0.0001, 0.001, 0.01])("finds the %s that nights were drawn with", (dispersion) => {
    const { pooled, estimated } = pooledDispersion(scatters(alike(dispersion), 11));
    expect(Math.abs(pooled - dispersion)).toBeLessThanOrEqual(0.15 * dispersion + 2e-6);
    expect(estimated).toBe(true);
  });

  it("finds that strata differ, and that they do not", () => {
    const alikeBetween = pooledDispersion(scatters(alike(0.001), 12)).between;
    const mixed = pooledDispersion(scatters([...alike(0.0001), ...alike(0.004)], 12));
    expect(Math.sqrt(alikeBetween)).toBeLessThan(0.0002);
    expect(Math.sqrt(mixed.between)).toBeGreaterThan(0.0008);
  });

  it("assumes a dispersion where there is nothing to estimate it from", () => {
    expect(pooledDispersion([])).toEqual({ pooled: 0.001, between: 0, estimated: false });
  });

  it("is not below what it is said to be at least", () => {
    const even = scatterOf([[1, 2, 3].map(() => ({ failed: 10, ended: 1_000 }))]);
    const scatters = even === null ? [] : [even];
    expect(scatters).toHaveLength(1);
    expect(pooledDispersion(scatters)).toMatchObject({ pooled: 0, estimated: true });
    expect(pooledDispersion(scatters, 0.002)).toMatchObject({ pooled: 0.002, estimated: true });
    expect(pooledDispersion([], 0.002)).toMatchObject({ pooled: 0.002, estimated: false });
    expect(pooledDispersion([], 0.0001)).toMatchObject({ pooled: 0.001, estimated: false });
  });

  it("is never below 0, and that of one stratum is its own", () => {
    const [even] = [scatterOf([nightsOf(times(9, [5, 100]))])];
    expect(even && pooledDispersion([even])).toEqual({ pooled: 0, between: 0, estimated: true });
    const own = scatterOf([
      nightsOf([
        [2, 100],
        [8, 100],
        [5, 100],
        [9, 100],
      ]),
    ]);
    expect(own && pooledDispersion([own]).pooled).toBeCloseTo((30 / 5.64 - 3) / 297, 12);
  });
});

describe("shrunkDispersion()", () => {
  const common = { pooled: 0.001, between: 1e-6, estimated: true };
  const scatter = { surplus: 100, freedom: 27, leverage: 27_000, rate: 0.02 };

  it("is the common one where a stratum says nothing, or strata do not differ", () => {
    expect(shrunkDispersion(null, common)).toBe(0.001);
    expect(shrunkDispersion(scatter, { ...common, between: 0 })).toBe(0.001);
  });

  it("lies between the common one and its own, nearer to its own the more nights tell", () => {
    const own = 100 / 27_000;
    const little = shrunkDispersion(scatter, common);
    const much = shrunkDispersion({ ...scatter, surplus: 1_000, freedom: 270, leverage: 270_000 }, common);
    expect(little).toBeGreaterThan(0.001);
    expect(much).toBeGreaterThan(little);
    expect(much).toBeLessThan(own);
    // By hand: the estimate's variance is 27 * (1 + 1001 * 0.001)^2 * (2 + 6 * 0.001 / 0.02 + 1 / (1001 * 0.02 * 2.001)) / 27000^2.
    const variance = (27 * 2.001 ** 2 * (2.3 + 1 / (20.02 * 2.001))) / 27_000 ** 2;
    expect(little).toBeCloseTo(0.001 + (1e-6 / (1e-6 + variance)) * (own - 0.001), 12);
  });

  it("is never below 0", () => {
    expect(shrunkDispersion({ ...scatter, surplus: -27 }, { ...common, pooled: 0, between: 1 })).toBe(0);
  });
});
