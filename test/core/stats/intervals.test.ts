import { describe, expect, it } from "vitest";
import { ratioInterval, wilsonInterval } from "../../../lib/core/stats/intervals.ts";
import { expectNear, golden } from "./golden.ts";

describe("wilsonInterval()", () => {
  it.each(golden.intervals.wilson)("is scipy's for $failed of $ended", ({ failed, ended, low, high }) => {
    const interval = wilsonInterval({ failed, ended });
    expectNear(interval.low, low);
    expectNear(interval.high, high);
  });

  it("begins at 0 and ends at 1 exactly", () => {
    expect(wilsonInterval({ failed: 0, ended: 7 }).low).toBe(0);
    expect(wilsonInterval({ failed: 7, ended: 7 }).high).toBe(1);
  });
});

describe("ratioInterval()", () => {
  it.each(golden.intervals.ratio)("is scipy's for $now after $before", ({ now, before, low, high }) => {
    const [a, b] = [now, before].map(([failed, ended]) => ({ failed, ended, inflation: 1 }));
    if (a === undefined || b === undefined) throw new Error("two samples");
    const interval = ratioInterval(a, b);
    expectNear(interval.low, low);
    expectNear(interval.high, high);
  });

  it("is wider by the root of what either side varies more", () => {
    const sides = [
      { failed: 30, ended: 900 },
      { failed: 60, ended: 9_000 },
    ] as const;
    const width = (inflation: number) => {
      const { low, high } = ratioInterval({ ...sides[0], inflation }, { ...sides[1], inflation });
      return Math.log(high / low);
    };
    expect(width(9) / width(1)).toBeCloseTo(3, 12);
  });
});
