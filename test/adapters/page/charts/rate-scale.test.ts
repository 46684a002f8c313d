import { describe, expect, it } from "vitest";
import { dayText, scaleOf, shareOf } from "../../../../lib/adapters/page/charts/rate-scale.ts";
import type { RatePoint } from "../../../../lib/core/page/page-view.ts";

function aPoint(failed: number, ended: number, high: number | null = null): RatePoint {
  return { night: "2026-11-21", failed, ended, complete: true, low: high === null ? null : 0, high, alerted: false };
}

describe("shareOf()", () => {
  it("is in percent, and 0 where nothing ended", () => {
    expect([shareOf(1, 4), shareOf(0, 0)]).toEqual([25, 0]);
  });
});

describe("scaleOf()", () => {
  it.each([
    [[aPoint(0, 1_000)], 0.1, 2],
    [[aPoint(112, 1_000)], 12, 0],
    [[aPoint(24, 1_000), aPoint(1, 1_000, 38)], 4, 0],
    [[aPoint(28, 1_000)], 3, 1],
    [[aPoint(1_000, 1_000)], 100, 0],
    [[aPoint(95, 100, 130)], 100, 0],
    [[aPoint(3, 1_000)], 0.3, 2],
    [[], 0.1, 2],
  ])("of %j ends at %d percent, with halves of %i digits", (points, most, digits) => {
    expect(scaleOf(points)).toEqual({ most, digits });
  });
});

describe("dayText()", () => {
  it("is short", () => {
    expect([dayText("2026-11-01"), dayText("2026-02-28")]).toEqual(["1 Nov", "28 Feb"]);
  });
});
