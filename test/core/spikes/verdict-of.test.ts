import { describe, expect, it } from "vitest";
import type { JudgedRate, RateOptions, Stratum } from "../../../lib/core/spikes/stratum.ts";
import { judge, stratum, times, week } from "./strata.ts";

describe("verdictOf()", () => {
  it.each<[string, Stratum, Partial<RateOptions>, JudgedRate["verdict"]]>([
    ["a night that was not read whole", stratum([50, 100], week, { complete: false }), {}, "incomplete"],
    ["no night before", stratum([50, 100], []), {}, "no-history"],
    ["no job that ended", stratum([0, 0], week), {}, "quiet"],
    ["a rise beyond chance and above the floor", stratum([30, 1_000], week), {}, "spike"],
    [
      "a rise beyond chance, but small",
      stratum([13_000, 1_000_000], times(28, [10_000, 1_000_000])),
      {},
      "below-floor",
    ],
    ["a rise that may be chance", stratum([13, 1_000], week), {}, "not-significant"],
    ["no rise", stratum([10, 1_000], week), {}, "quiet"],
    ["few expected, and a rise that may be chance", stratum([2, 99], week), {}, "too-few"],
    ["few expected, and none seen", stratum([0, 499], week), {}, "too-few"],
    ["five expected, and none seen", stratum([0, 500], week), {}, "quiet"],
    ["none before and none now", stratum([0, 500], times(7, [0, 500])), {}, "quiet"],
    ["none before and few now", stratum([1, 500], times(7, [0, 500])), {}, "too-few"],
    [
      "the first of a code that is always told",
      stratum([1, 500], times(7, [0, 500])),
      { alwaysAlert: new Set("a") },
      "spike",
    ],
    [
      "none of a code that is always told",
      stratum([0, 500], times(7, [0, 500])),
      { alwaysAlert: new Set("a") },
      "quiet",
    ],
    [
      "more of a code that was there before",
      stratum([1, 500], times(7, [1, 500])),
      { alwaysAlert: new Set("a") },
      "too-few",
    ],
  ])("for %s", (_, of, options, verdict) => {
    expect(judge(of, options).verdict).toBe(verdict);
  });
});
