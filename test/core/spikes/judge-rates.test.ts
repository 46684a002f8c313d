import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeRates } from "../../../lib/core/spikes/judge-rates.ts";
import { judge, night, nightsOf, type Pair, stratum, times, week } from "./strata.ts";

describe("judgeRates()", () => {
  it("tells every number that a spike rests on", () => {
    const judged = judge(stratum([30, 1_000], week));
    // p by mpmath: the beta-binomial tail of 70.5 failures in 7,001 jobs, as for 7,000.
    expect({ ...judged }).toEqual({
      key: "a",
      before: { failed: 70, ended: 7_000 },
      after: { failed: 30, ended: 1_000 },
      nights: ["2026-11-20", "2026-11-19", "2026-11-18", "2026-11-17", "2026-11-16", "2026-11-15", "2026-11-14"],
      leftOut: [],
      weekdays: false,
      method: "beta-binomial",
      dispersion: 0,
      expected: 10,
      low: 4,
      high: 17,
      excess: 20,
      ratio: 3,
      // By scipy's relative_risk(30, 1000, 70, 7000).
      ratioLow: 1.96615,
      ratioHigh: 4.57748,
      p: 0.00000226722,
      q: 0.00000226722,
      floor: { ratio: 1.5, excess: 5 },
      provisional: false,
      verdict: "spike",
      reason: "30 of 1000 jobs failed, 10 expected after 7 nights: 3 times the rate, q < 0.001",
    });
  });

  it("takes the more careful of Fisher's test and the other strata's dispersion while there are few nights", () => {
    const judged = judge(stratum([8, 50], times(3, [1, 50])));
    // By mpmath: the beta-binomial tail, which is above Fisher's 0.000457894692627.
    expect(judged).toMatchObject({ method: "mid-p", p: 0.000510018, provisional: true, dispersion: 0 });
    expect(judged.verdict).toBe("below-floor");
    const wild = stratum(
      [5, 100],
      [
        [0, 100],
        [50, 100],
        [3, 100],
        [60, 100],
        [2, 100],
        [70, 100],
        [1, 100],
      ],
      { key: "b" },
    );
    const [careful] = judgeRates([stratum([8, 50], times(3, [1, 50])), wild], { night });
    expect(careful?.p).toBeGreaterThan(0.01);
  });

  it("takes Fisher's test where that is the more careful one", () => {
    const judged = judge(stratum([2, 3], [[1, 1_000]], {}), {});
    expect(judged).toMatchObject({ method: "mid-p", dispersion: null, provisional: true });
    // By scipy: hypergeom(2000, 34, 1000) gives 0.00000146202, and the beta-binomial tail 0.00000127867.
    const even = judge(stratum([30, 1_000], times(4, [1, 250])));
    expect(even).toMatchObject({ method: "mid-p", p: 0.00000146202, dispersion: 0, provisional: true });
  });

  it("tests against nothing by a gamma-Poisson distribution", () => {
    const judged = judge(stratum([3, 1_000], times(10, [0, 1_000])));
    // By mpmath; nothing varies, so that the dispersion is assumed to be 0.001 and a night of 1,000 jobs tells as 500.25.
    expect(judged).toMatchObject({
      method: "gamma-poisson",
      dispersion: null,
      ratio: null,
      ratioLow: null,
      expected: 0,
    });
    expect(judged.verdict).toBe("spike");
    const known = judgeRates(
      [stratum([3, 1_000], times(10, [0, 1_000])), stratum([5, 100], times(9, [5, 100]), { key: "b" })],
      {
        night,
      },
    );
    expect(known[0]).toMatchObject({ p: 0.000243256, dispersion: 0, excess: 3 });
  });

  it("corrects for all tests of the night, also for those made elsewhere", () => {
    const quiet = Array.from({ length: 9 }, (_, index) => stratum([10, 1_000], week, { key: `quiet ${index}` }));
    const [spike] = judgeRates([stratum([30, 1_000], week), ...quiet], { night });
    expect(spike?.q).toBeCloseTo(0.0000226722, 10);
    const others = judge(stratum([30, 1_000], week), { otherTests: Array.from({ length: 9 }, () => 0.5) });
    expect(others.q).toBeCloseTo(0.0000226722, 10);
    const helped = judge(stratum([30, 1_000], week), { otherTests: [0.00000001, 0.5, 0.5] });
    expect(helped.q).toBeCloseTo(0.00000226722 * 2, 10);
  });

  it("corrects more where strata hang together", () => {
    const options = { otherTests: [0.5, 0.6], dependent: true };
    expect(judge(stratum([30, 1_000], week), options).q).toBeCloseTo(0.00000226722 * 3 * (1 + 1 / 2 + 1 / 3), 10);
  });

  it("is significant at the level of the options, and not above it", () => {
    const exactly = judge(stratum([18, 1_000], week)).q ?? 0;
    // Rounded to six digits, so that the level lies a little to either side of it.
    expect(judge(stratum([18, 1_000], week), { falseDiscoveryRate: exactly * 1.00001 }).verdict).toBe("spike");
    expect(judge(stratum([18, 1_000], week), { falseDiscoveryRate: exactly * 0.99999 }).verdict).toBe(
      "not-significant",
    );
  });

  it("widens the interval of the ratio by the dispersion of the nights", () => {
    const wild = times(4, [20, 1_000]).concat(times(4, [100, 1_000]));
    const judged = judge(stratum([120, 1_000], wild));
    const { ratio, ratioLow, ratioHigh } = judged;
    expect(ratio).toBe(2);
    expect((ratioHigh ?? 0) / (ratioLow ?? 1)).toBeGreaterThan(5);
    expect((ratioHigh ?? 0) * (ratioLow ?? 0)).toBeCloseTo(4, 4);
  });

  it("keeps the order, and has no interval without failures", () => {
    const judged = judgeRates([stratum([0, 1_000], week, { key: "b" }), stratum([9, 1_000], week)], { night });
    expect(judged.map(({ key }) => key)).toEqual(["b", "a"]);
    expect(judged[0]).toMatchObject({ ratio: 0, ratioLow: null, ratioHigh: null, p: 1, verdict: "quiet" });
    expect(judgeRates([], { night })).toEqual([]);
  });

  it("has no numbers where nothing was tested, but for what it would have taken", () => {
    const judged = judge(stratum([5, 100], week, { complete: false }));
    expect({ ...judged }).toMatchObject({
      ...{ method: "none", dispersion: null, expected: null, low: null, high: null, excess: null },
      ...{ ratio: null, ratioLow: null, ratioHigh: null, p: null, q: null, verdict: "incomplete" },
      ...{ before: { failed: 70, ended: 7_000 }, floor: { ratio: 1.5, excess: 5 } },
    });
  });

  it("tells of the nights that it left out", () => {
    const [first, ...rest] = nightsOf(times(8, [10, 1_000]));
    if (first === undefined) throw new Error("eight nights");
    const history = [{ ...first, usable: false, alerted: true }, ...rest];
    expect(judge(stratum([10, 1_000], [], { history })).leftOut).toEqual(["2026-11-20"]);
  });

  it("comes to numbers within bounds, whatever the counts", () => {
    const size = fc.oneof(fc.nat(3), fc.nat(40), fc.nat(100_000));
    const pair = fc
      .tuple(size, fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })))
      .map(([ended, share]) => [Math.round(ended * share), ended] as const);
    const strata = fc.array(fc.tuple(pair, fc.array(pair, { maxLength: 56 })), { maxLength: 5 });
    fc.assert(
      fc.property(strata, (drawn) => {
        const judged = judgeRates(
          drawn.map(([now, history], index) => stratum(now, history, { key: String(index) })),
          { night },
        );
        for (const { reason, p, q, low, high, after, ...figures } of judged) {
          expect(reason).not.toMatch(/NaN|Infinity|undefined/);
          for (const value of Object.values(figures)) expect(Number.isNaN(value)).toBe(false);
          if (p === null || q === null) continue;
          expect([p >= 0, p <= q * 1.00001, q <= 1, low !== null && high !== null && low <= high]).toEqual([
            ...[true, true, true, true],
          ]);
          if (figures.method === "beta-binomial") expect(high).toBeLessThanOrEqual(after.ended);
        }
      }),
    );
  });
});

describe("the bounds of a ratio", () => {
  it("are none where nights scatter so wildly that there is no number for them", () => {
    const nothingAlike: readonly Pair[] = [
      [8, 8],
      [0, 10_000_000],
      [0, 40],
      [0, 7],
      [0, 1_000],
    ];
    expect(judge(stratum([220, 1_000], nothingAlike))).toMatchObject({
      dispersion: 1,
      ratioLow: null,
      ratioHigh: null,
    });
  });
});
