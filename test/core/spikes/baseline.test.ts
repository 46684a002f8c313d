import { describe, expect, it } from "vitest";
import { shiftNight } from "../../../lib/core/night.ts";
import { baselineOf } from "../../../lib/core/spikes/baseline.ts";
import { createWeekdays } from "../../../lib/core/spikes/weekdays.ts";
import { night, nightsOf, times } from "./strata.ts";

const of = (history: ReturnType<typeof nightsOf>) => baselineOf(history, night, createWeekdays());
const back = (...days: readonly number[]) => days.map((each) => shiftNight(night, -each));

describe("baselineOf()", () => {
  it("sums the nights, the newest first", () => {
    const { nights, failed, ended, groups } = of(
      nightsOf([
        [1, 10],
        [2, 30],
      ]),
    );
    expect(nights.map((rate) => rate.night)).toEqual(back(1, 2));
    expect({ failed, ended }).toEqual({ failed: 3, ended: 40 });
    expect(groups).toEqual([nights]);
  });

  it("passes over nights that were not read whole, that alerted, or in which no job ended", () => {
    const [a, b, c, d] = nightsOf([
      [1, 10],
      [2, 10],
      [0, 0],
      [4, 10],
    ]);
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error("four nights");
    const { nights, leftOut } = of([{ ...a, usable: false }, { ...b, usable: false, alerted: true }, c, d]);
    expect(nights).toEqual([d]);
    expect(leftOut).toEqual(back(2));
  });

  it("tells of all nights that alerted where there is no other", () => {
    const history = nightsOf(times(3, [9, 10])).map((rate) => ({ ...rate, usable: false, alerted: true }));
    expect(of(history)).toMatchObject({ nights: [], ended: 0, leftOut: back(1, 2, 3) });
  });

  it("tells of the nights that alerted since the oldest that it takes", () => {
    const history = nightsOf(times(33, [1, 10])).map((rate, index) =>
      [2, 29, 30].includes(index) ? { ...rate, usable: false, alerted: true } : rate,
    );
    const { nights, leftOut } = of(history);
    expect(nights.at(-1)?.night).toBe(back(29)[0]);
    expect(leftOut).toEqual(back(3));
  });

  it("takes 28 nights at most while there are no six weeks", () => {
    expect(of(nightsOf(times(28, [1, 10]))).nights).toHaveLength(28);
    const { nights, weekdays } = of(nightsOf(times(41, [1, 10])));
    expect(nights).toHaveLength(28);
    expect(weekdays).toBe(false);
  });

  it("takes the nights of this weekday from six weeks on, and groups all by weekday", () => {
    const { nights, weekdays, groups, failed } = of(nightsOf(times(42, [1, 10])));
    expect(weekdays).toBe(true);
    expect(nights.map((rate) => rate.night)).toEqual(back(7, 14, 21, 28, 35, 42));
    expect(failed).toBe(6);
    expect(groups.map((group) => group.length)).toEqual([6, 6, 6, 6, 6, 6, 6]);
  });

  it("stays with all weekdays where one of the six is missing", () => {
    const history = nightsOf(times(48, [1, 10])).filter((_, index) => index !== 6);
    const { weekdays, nights } = of(history);
    expect(weekdays).toBe(false);
    expect(nights).toHaveLength(28);
  });

  it("leaves out, of this weekday, what alerted", () => {
    const history = nightsOf(times(49, [1, 10])).map((rate, index) =>
      [5, 6].includes(index) ? { ...rate, usable: false, alerted: true } : rate,
    );
    const { leftOut, nights } = of(history);
    expect(leftOut).toEqual(back(7));
    expect(nights.map((rate) => rate.night)).toEqual(back(14, 21, 28, 35, 42, 49));
  });

  it("makes no groups of weekdays without a night", () => {
    const { groups } = of(nightsOf(times(42, [1, 10])).filter((_, index) => index % 7 !== 0));
    expect(groups).toHaveLength(6);
  });

  it("is provisional below seven nights", () => {
    expect(of(nightsOf(times(6, [1, 10]))).provisional).toBe(true);
    expect(of(nightsOf(times(7, [1, 10]))).provisional).toBe(false);
    expect(of(nightsOf(times(42, [1, 10]))).provisional).toBe(false);
  });

  it("is empty without any night", () => {
    expect(of([])).toEqual({
      ...{ nights: [], failed: 0, ended: 0, leftOut: [], weekdays: false, groups: [[]], provisional: true },
    });
  });
});
