import { describe, expect, it } from "vitest";
import { shiftNight } from "../../../lib/core/night.ts";
import { type NightTimes, type PhaseTimes, slowOf } from "../../../lib/core/spikes/slow.ts";
import { night } from "./strata.ts";

function took(p50Ms: number, change: Partial<NonNullable<PhaseTimes>> = {}): NonNullable<PhaseTimes> {
  return { jobs: 100, p50Ms, p90Ms: 20_000, p99Ms: 40_000, ...change };
}

function nights(times: readonly PhaseTimes[]): readonly NightTimes[] {
  return times.map((of, index) => ({ night: shiftNight(night, -1 - index), usable: true, times: of }));
}

const week = nights(Array.from({ length: 7 }, () => took(4_000)));
const slow = (now: PhaseTimes, history = week, complete = true) => slowOf({ complete, now, history });

describe("slowOf()", () => {
  it("finds a median that rose, with what it rests on", () => {
    // By hand: log(6000 / 4000) / 0.05, for nights that do not vary.
    expect(slow(took(6_000))).toEqual({
      ...{ quantile: "p50Ms", before: 4_000, after: 6_000, jobs: 100, nights: 7, score: 8.1093 },
    });
  });

  it("is at 1.5 times, and not below", () => {
    expect(slow(took(6_000))).not.toBeNull();
    expect(slow(took(5_999))).toBeNull();
  });

  it("is from a second on, and not below", () => {
    const brief = nights(Array.from({ length: 7 }, () => took(500)));
    expect(slow(took(1_500), brief)).not.toBeNull();
    expect(slow(took(1_499), brief)).toBeNull();
  });

  it("is of 100 jobs, in this night and in those before", () => {
    expect(slow(took(9_000, { jobs: 99 }))).toBeNull();
    expect(slow(null)).toBeNull();
    const [first, ...rest] = week;
    if (first === undefined) throw new Error("seven nights");
    expect(slow(took(9_000), [{ ...first, times: took(4_000, { jobs: 99 }) }, ...rest])).toBeNull();
    expect(slow(took(9_000), [{ ...first, times: null }, ...rest])).toBeNull();
    expect(slow(took(9_000), [{ ...first, usable: false }, ...rest])).toBeNull();
  });

  it("says nothing of a night that was not read whole", () => {
    expect(slow(took(9_000), week, false)).toBeNull();
  });

  it("tells of the lowest quantile that rose", () => {
    expect(slow(took(4_000, { p90Ms: 60_000, p99Ms: 200_000 }))).toMatchObject({ quantile: "p90Ms", before: 20_000 });
    expect(slow(took(4_000, { p99Ms: 200_000 }))).toMatchObject({ quantile: "p99Ms", before: 40_000, after: 200_000 });
  });

  it("asks for more where nights vary, by their median deviation", () => {
    const varied = nights([1, 2, 4, 8, 16, 32, 64].map((times) => took(1_000 * times)));
    // By hand: the median is 8 s, the deviation of the logarithms 2 log 2 at the median, times 1.4826.
    const score = (ms: number) => Math.log(ms / 8_000) / (1.4826022185056018 * 2 * Math.LN2);
    expect(score(10_600_000)).toBeLessThan(3.5);
    expect(slow(took(10_600_000), varied)).toBeNull();
    expect(slow(took(10_700_000), varied)?.score).toBeCloseTo(score(10_700_000), 4);
  });

  it("compares with 28 nights at most", () => {
    const long = nights([
      ...Array.from({ length: 28 }, () => took(4_000)),
      ...Array.from({ length: 60 }, () => took(90_000)),
    ]);
    expect(slow(took(9_000), long)).toMatchObject({ before: 4_000, nights: 28 });
  });

  it("takes nothing at all for a millisecond", () => {
    const none = nights(Array.from({ length: 7 }, () => took(0)));
    expect(slow(took(1_000), none)).toMatchObject({ before: 0, after: 1_000, score: 138.155 });
  });
});
