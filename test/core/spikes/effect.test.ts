import { describe, expect, it } from "vitest";
import { baselineOf } from "../../../lib/core/spikes/baseline.ts";
import { effectOf, floorOf, toldAtOnce } from "../../../lib/core/spikes/effect.ts";
import type { RateOptions } from "../../../lib/core/spikes/stratum.ts";
import { createWeekdays } from "../../../lib/core/spikes/weekdays.ts";
import { night, type Pair, stratum, times } from "./strata.ts";

function sides(now: Pair, history: readonly Pair[], options: Partial<RateOptions> = {}) {
  const of = stratum(now, history);
  return [of, baselineOf(of.history, night, createWeekdays()), { night, ...options }] as const;
}

const effect = (...of: Parameters<typeof sides>) => effectOf(...sides(...of));
const floor = (...of: Parameters<typeof sides>) => floorOf(...sides(...of));

describe("effectOf()", () => {
  it("compares with the rate of all jobs before", () => {
    const found = effect([30, 2_000], [...times(7, [10, 1_000]), [0, 1_000]]);
    expect(found.expected).toBeCloseTo(17.5, 12);
    expect(found.excess).toBeCloseTo(12.5, 12);
    expect(found.ratio).toBeCloseTo(30 / 17.5, 12);
  });

  it("has no ratio to nothing", () => {
    expect(effect([3, 100], times(7, [0, 100]))).toMatchObject({ expected: 0, excess: 3, ratio: null, enough: true });
  });

  it("is enough at the floor of the ratio, and not below", () => {
    expect(effect([150, 1_000], times(7, [100, 1_000])).enough).toBe(true);
    expect(effect([149, 1_000], times(7, [100, 1_000])).enough).toBe(false);
  });

  it("is enough at the floor of the excess, and not below", () => {
    expect(effect([6, 1_000], times(7, [1, 1_000])).enough).toBe(true);
    expect(effect([5, 1_000], times(7, [1, 1_000])).enough).toBe(false);
    expect(effect([3, 1_000], times(7, [0, 1_000])).enough).toBe(true);
    expect(effect([2, 1_000], times(7, [0, 1_000])).enough).toBe(false);
  });
});

describe("floorOf()", () => {
  it("is 1.5 times the rate, and 5 failures or 1 in 2,000 jobs", () => {
    expect(floor([9, 10_000], times(7, [1, 100]))).toEqual({ ratio: 1.5, excess: 5 });
    expect(floor([9, 10_002], times(7, [1, 100])).excess).toBeCloseTo(5.001, 12);
  });

  it("is as the options say", () => {
    const options = { minRatio: 2, minExcess: 7, minShare: 0.01 };
    expect(floor([9, 699], times(7, [1, 100]), options)).toEqual({ ratio: 2, excess: 7 });
    expect(floor([9, 800], times(7, [1, 100]), options)).toEqual({ ratio: 2, excess: 8 });
  });

  it("is twice as high below seven nights", () => {
    expect(floor([9, 100], times(6, [1, 100]))).toEqual({ ratio: 3, excess: 10 });
    expect(floor([9, 100], times(6, [0, 100]))).toEqual({ ratio: 3, excess: 6 });
  });

  it("is 3 failures where there was none, whatever the number of jobs", () => {
    expect(floor([9, 1_000_000], times(7, [0, 100]))).toEqual({ ratio: 1.5, excess: 3 });
  });

  it("is the first failure for what is told at once", () => {
    const alwaysAlert = new Set(["a"]);
    expect(floor([1, 100], times(7, [0, 100]), { alwaysAlert })).toEqual({ ratio: 1.5, excess: 1 });
    expect(floor([1, 100], times(6, [0, 100]), { alwaysAlert })).toEqual({ ratio: 3, excess: 1 });
  });
});

describe("toldAtOnce()", () => {
  const alwaysAlert = new Set(["a"]);
  const before = { failed: 0, ended: 9 };

  it("is for the strata of the option that had no failure before", () => {
    expect(toldAtOnce(stratum([1, 9], []), before, { night, alwaysAlert })).toBe(true);
    expect(toldAtOnce(stratum([1, 9], []), { failed: 1, ended: 9 }, { night, alwaysAlert })).toBe(false);
    expect(toldAtOnce(stratum([1, 9], [], { key: "b" }), before, { night, alwaysAlert })).toBe(false);
    expect(toldAtOnce(stratum([1, 9], []), before, { night })).toBe(false);
  });
});
