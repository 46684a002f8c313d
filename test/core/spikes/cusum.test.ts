import { describe, expect, it } from "vitest";
import { shiftNight } from "../../../lib/core/night.ts";
import { driftThreshold, findDrifts } from "../../../lib/core/spikes/cusum.ts";
import type { NightRate } from "../../../lib/core/spikes/stratum.ts";
import { night, nightsOf, type Pair, stratum, times } from "./strata.ts";

const even = times(28, [100, 10_000]);
/** Newest first: a tenth more each night. */
const creeping: readonly Pair[] = [
  [190, 10_000],
  [180, 10_000],
  [170, 10_000],
  [160, 10_000],
  [150, 10_000],
];

describe("findDrifts()", () => {
  it("finds a rate that crept up, and since when", () => {
    const found = findDrifts([stratum([200, 10_000], [...creeping, ...even])], night);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ key: "a", threshold: 6, nights: 6, since: "2026-11-16" });
    expect(found[0]).toMatchObject({
      before: { failed: 2_800, ended: 280_000 },
      after: { failed: 1_050, ended: 60_000 },
    });
    expect(found[0]?.statistic).toBeGreaterThanOrEqual(driftThreshold);
  });

  it("asks for 1.2 times the rate, however sure a smaller rise is", () => {
    const many = times(28, [10_000, 1_000_000]);
    const since = (failed: number) => {
      const risen: Pair = [failed, 1_000_000];
      return findDrifts([stratum(risen, [...times(2, risen), ...many])], night);
    };
    expect(since(11_999)).toEqual([]);
    // Three nights of 3 at most, each less half of one.
    expect(since(12_000)).toMatchObject([{ nights: 3, statistic: 7.5, since: "2026-11-19" }]);
  });

  it("fires once the sum is at the threshold, and not before", () => {
    const found = (nights: number) => {
      const risen: Pair = [150, 10_000];
      return findDrifts([stratum(risen, [...times(nights - 1, risen), ...times(7, [100, 10_000])])], night);
    };
    const first = [5, 6, 7, 8].map(found).find((drifts) => drifts.length > 0)?.[0];
    expect(found(5)).toEqual([]);
    expect(first?.statistic).toBeGreaterThanOrEqual(driftThreshold);
    // No night adds more than 2.5.
    expect(first?.statistic).toBeLessThan(driftThreshold + 2.5);
    expect(found(8)).toMatchObject([{ nights: 8, since: "2026-11-14" }]);
  });

  it("adds up standard deviations, of what nights scatter by and of what is known of their mean", () => {
    const found = (ended: number, oldestFirst: readonly number[]) => {
      const pairs = oldestFirst.map((failed): Pair => [failed, ended]).reverse();
      const [now, ...earlier] = pairs;
      if (now === undefined) throw new Error("at least one night");
      return findDrifts([stratum(now, earlier)], night);
    };
    // Worked out apart, in Python, from the definition: dispersions of 0.000991369 and 0.0113876, the least of 8 and of 9 nights.
    const even = [80, 120, 80, 120, 80, 120, 100];
    expect(found(10_000, [...even, ...Array.from({ length: 8 }, () => 170)])).toMatchObject([
      { nights: 8, statistic: 6.35559 },
    ]);
    expect(found(40, [2, 6, 2, 6, 2, 6, 4, ...Array.from({ length: 9 }, () => 9)])).toMatchObject([
      { nights: 9, statistic: 6.51676 },
    ]);
  });

  it("begins anew behind a night that alerted", () => {
    const alerted = (index: number) =>
      [...creeping, ...even].map((pair, at) => {
        const [rate] = nightsOf([pair]);
        return { ...rate, night: shiftNight(night, -1 - at), usable: at !== index, alerted: at === index };
      }) as readonly NightRate[];
    expect(findDrifts([stratum([200, 10_000], [], { history: alerted(30) })], night)).toHaveLength(1);
    expect(findDrifts([stratum([200, 10_000], [], { history: alerted(1) })], night)).toEqual([]);
  });

  it("passes over nights that were not read whole, or in which no job ended", () => {
    const all = nightsOf([...creeping, ...even]);
    const history = all.map((rate, at) =>
      at === 1 ? { ...rate, usable: false } : at === 2 ? { ...rate, failed: 0, ended: 0 } : rate,
    );
    expect(findDrifts([stratum([200, 10_000], [], { history })], night)).toMatchObject([
      { nights: 4, since: "2026-11-16", after: { failed: 700, ended: 40_000 } },
    ]);
  });

  it("looks at no stratum that was not read whole in this night, or had no job that ended", () => {
    const history = nightsOf([...creeping, ...even]);
    expect(findDrifts([stratum([200, 10_000], [], { history, complete: false })], night)).toEqual([]);
    expect(findDrifts([stratum([0, 0], [], { history })], night)).toEqual([]);
  });

  it("compares none with fewer than seven nights before it", () => {
    const rise = (before: number) => {
      const risen: Pair = [150, 10_000];
      return findDrifts([stratum(risen, [...times(11, risen), ...times(before, [100, 10_000])])], night);
    };
    expect(rise(7)).toMatchObject([{ nights: 12, before: { failed: 700, ended: 70_000 } }]);
    // The first of the risen nights is then the seventh to compare with.
    expect(rise(6)).toMatchObject([{ nights: 11, before: { failed: 750, ended: 70_000 } }]);
  });

  it("leaves the history in its order", () => {
    const of = stratum([200, 10_000], [...creeping, ...even]);
    findDrifts([of], night);
    expect(of.history[0]?.night).toBe("2026-11-20");
  });

  it("is silent about nights as usual, and about a rate that fell", () => {
    expect(findDrifts([stratum([100, 10_000], even)], night)).toEqual([]);
    expect(findDrifts([stratum([20, 10_000], [...times(6, [20, 10_000]), ...even])], night)).toEqual([]);
  });
});
