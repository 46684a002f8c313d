import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDuration,
  addDurations,
  type DurationTally,
  durationsFromRow,
  durationsRow,
  noDurations,
} from "../../lib/core/durations.ts";

function tallyOf(...values: readonly number[]): DurationTally {
  const tally = noDurations();
  for (const value of values) addDuration(tally, value);
  return tally;
}

describe("durationsRow()", () => {
  it("tells count, sum, bounds and quantiles in whole milliseconds", () => {
    const values = Array.from({ length: 100 }, (_, index) => (index + 1) * 1_000);
    const { sketch, ...row } = durationsRow(tallyOf(...values));
    expect(row).toMatchObject({ count: 100, sumMs: 5_050_000, minMs: 1_000, maxMs: 100_000 });
    // The values of ranks 49, 89 and 98, give or take a percent.
    const exact = { p50Ms: 50_000, p90Ms: 90_000, p99Ms: 99_000 };
    for (const [name, value] of Object.entries(exact)) {
      const found = row[name as keyof typeof exact] ?? Number.NaN;
      expect(Number.isInteger(found)).toBe(true);
      expect(Math.abs(found - value)).toBeLessThanOrEqual(value / 100);
    }
    expect([sketch?.zeros, sketch?.bins.reduce((sum, count) => sum + count)]).toEqual([0, 100]);
  });

  it("is exact where there is one value, or all are the same", () => {
    expect(durationsRow(tallyOf(7_777))).toMatchObject({ p50Ms: 7_777, p90Ms: 7_777, p99Ms: 7_777 });
    expect(durationsRow(tallyOf(86_400_001, 86_400_001))).toMatchObject({ p50Ms: 86_400_001, p99Ms: 86_400_001 });
  });

  it("has nulls where there is none", () => {
    expect(durationsRow(noDurations())).toEqual({
      count: 0,
      sumMs: 0,
      minMs: null,
      maxMs: null,
      p50Ms: null,
      p90Ms: null,
      p99Ms: null,
      sketch: null,
    });
  });

  it("counts a clock that ran backwards as no time", () => {
    const row = durationsRow(tallyOf(-5_000, 0));
    expect(row).toMatchObject({ count: 2, sumMs: 0, minMs: 0, maxMs: 0, p50Ms: 0, p99Ms: 0 });
    expect(row.sketch).toMatchObject({ zeros: 2, bins: [] });
  });
});

describe("durationsFromRow()", () => {
  it("reads rows back, so that those of several nights add up to one", () => {
    const values = fc.array(fc.nat(86_400_000), { maxLength: 20 });
    fc.assert(
      fc.property(values, values, (one, other) => {
        const sum = durationsFromRow(durationsRow(tallyOf(...one)));
        addDurations(sum, durationsFromRow(durationsRow(tallyOf(...other))));
        expect(durationsRow(sum)).toEqual(durationsRow(tallyOf(...other, ...one)));
      }),
    );
  });
});
