import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countOne, freshMeter, lastSecond, type RateMeter, rateAt } from "../../lib/core/rate-meter.ts";

function counted(times: readonly number[]): RateMeter {
  return times.reduce(countOne, freshMeter);
}

describe("rateAt()", () => {
  it("is nothing before anything was counted, and a second or two after the last", () => {
    expect(rateAt(freshMeter, 1_700_000_000_000)).toBe(0);
    expect(rateAt(counted([5_900, 5_900]), 7_000)).toBe(0);
  });

  it("counts what came in this second", () => {
    expect(rateAt(counted([5_000, 5_100, 5_200]), 5_300)).toBe(3);
  });

  it("takes of the second before the share that lies less than a second back", () => {
    const even = counted([5_050, 5_150, 5_250, 5_350, 5_450, 5_550, 5_650, 5_750, 5_850, 5_950]);
    expect(rateAt(even, 6_000)).toBe(10);
    expect(rateAt(countOne(even, 6_100), 6_200)).toBeCloseTo(9, 9);
    expect(rateAt(even, 6_900)).toBeCloseTo(1, 9);
  });

  it("forgets a second that is not the one before", () => {
    expect(rateAt(counted([5_000, 5_100, 7_000]), 7_000)).toBe(1);
  });

  it("is off by no more than two of a steady rate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 2_000, max: 9_000 }), (rate, end) => {
        const times = Array.from(
          { length: Math.floor((end * rate) / 1_000) + 1 },
          (_, index) => (index * 1_000) / rate,
        );
        expect(Math.abs(rateAt(counted(times), end) - rate)).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe("lastSecond()", () => {
  it("is what came in the last whole second, told alike at each moment of the next", () => {
    const meter = counted([5_000, 5_500, 5_999]);
    expect([5_999, 6_000, 6_999, 7_000].map((now) => lastSecond(meter, now))).toEqual([0, 3, 3, 0]);
    expect(lastSecond(countOne(meter, 6_500), 6_600)).toBe(3);
  });
});
