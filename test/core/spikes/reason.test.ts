import { describe, expect, it } from "vitest";
import type { RateOptions, Stratum } from "../../../lib/core/spikes/stratum.ts";
import { judge, type Pair, stratum, times, week } from "./strata.ts";

describe("reasonOf()", () => {
  const reason = (of: Stratum, options: Partial<RateOptions> = {}) => judge(of, options).reason;

  it.each<[string, Stratum, Partial<RateOptions>, string]>([
    [
      "was not read whole",
      stratum([5, 100], week, { complete: false }),
      {},
      "not read whole in this night: the rate of what was seen could mislead",
    ],
    [
      // The interval is Wilson's, by scipy: 0.02778684 and 0.23664.
      "has no history",
      stratum([2, 21], []),
      {},
      "no night to compare with yet; 2 of 21 jobs failed, a rate of 2.65 % to 28.9 %",
    ],
    ["has neither history nor jobs", stratum([0, 0], []), {}, "no night to compare with yet; no job ended"],
    ["had no jobs", stratum([0, 0], week), {}, "no job ended in this night"],
    [
      "rose from nothing",
      stratum([40, 1_000], times(7, [0, 1_000])),
      {},
      expect.stringMatching(/^40 of 1000 jobs failed, none in 7 nights before: q < 0\.001$/),
    ],
    [
      "is always told",
      stratum([1, 1_000], times(7, [0, 1_000])),
      { alwaysAlert: new Set("a") },
      "1 of 1000 jobs failed, none in 7 nights before: always told at once",
    ],
    [
      "is provisional",
      stratum([30, 1_000], [[10, 1_000]]),
      {},
      expect.stringMatching(
        /^30 of 1000 jobs failed, 10 expected after 1 night: .*; provisional, with fewer than 7 nights to compare with$/,
      ),
    ],
    [
      "is compared with its weekday",
      stratum([10, 1_000], times(42, [10, 1_000])),
      {},
      "10 of 1000 jobs failed, 10 expected after 6 nights of this weekday: no rise",
    ],
    [
      "rose by too little",
      stratum([13_000, 1_000_000], times(28, [10_000, 1_000_000])),
      {},
      expect.stringMatching(
        /^13000 of 1000000 jobs failed, 10000 expected after 28 nights: 1.3 times the rate, q (?:= [\d.]+|< 0\.001), but less than is told: 1.5 times the rate and 500 failures above the expected$/,
      ),
    ],
    [
      "rose from nothing by too little",
      stratum([2, 1_000], times(28, [0, 1_000])),
      { falseDiscoveryRate: 0.5 },
      expect.stringMatching(/, but less than is told: 3 failures$/),
    ],
  ])("says of what %s", (_, of, options, text) => {
    expect(reason(of, options)).toEqual(text);
  });

  it.each<[number, number, readonly Pair[]]>([
    [13, 1_000, week],
    [1, 99, week],
    [1, 120, times(7, [1, 2_000])],
    [1, 1_000, times(9, [0, 90])],
    [10_400, 1_000_000, times(28, [10_000, 1_000_000])],
  ])("says from how many failures on a spike would show, which is true, for %s of %s", (failed, jobs, history) => {
    const of = (seen: number) => judge(stratum([seen, jobs], history), { falseDiscoveryRate: 0.00001 });
    const least = Number(/a spike shows from (\d+) failures on/.exec(of(failed).reason)?.[1]);
    expect(of(least).verdict).toBe("spike");
    expect(of(least - 1).verdict).not.toBe("spike");
  });

  it("says so where not even all could have shown one", () => {
    expect(reason(stratum([0, 3], week))).toBe(
      "0 of 3 jobs failed, 0.03 expected after 7 nights: too few to tell; not even if all had failed",
    );
  });
});
