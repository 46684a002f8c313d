import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shiftNight } from "../../../lib/core/night.ts";
import { createLookupBudget } from "../../../lib/usecases/recheck/lookup-budget.ts";

const date = "2026-11-25";

/** Positions that are allowed, night by night. */
function allowed(open: Readonly<Record<string, number>>, max: number, on = date, turn = 0): Record<string, number[]> {
  const budget = createLookupBudget(new Map(Object.entries(open)), max, { date: on, turn });
  const positions = (night: string, count: number) =>
    Array.from({ length: count }, (_, position) => position).filter((position) => budget.allows(night, position));
  return Object.fromEntries(Object.entries(open).map(([night, count]) => [night, positions(night, count)]));
}

const countsOf = (positions: Record<string, number[]>) => Object.values(positions).map((each) => each.length);

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

describe("createLookupBudget()", () => {
  it("gives every night the same, and what one does not need to the others", () => {
    expect(countsOf(allowed({ "2026-11-22": 100, "2026-11-23": 2, "2026-11-24": 100 }, 22))).toEqual([10, 2, 10]);
    expect(countsOf(allowed({ "2026-11-22": 3, "2026-11-23": 2, "2026-11-24": 100 }, 30))).toEqual([3, 2, 25]);
  });

  it("goes on the next night where it stopped, and begins again behind the last job", () => {
    const open = { "2026-11-21": 10 };
    const nights = ["2026-11-22", "2026-11-23", "2026-11-24"].map((on) => allowed(open, 4, on)["2026-11-21"]);
    expect(nights).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [0, 1, 8, 9],
    ]);
  });

  it("goes on so turn by turn too, until every job had one", () => {
    const turns = [0, 1, 2].map((turn) => allowed({ "2026-11-24": 10 }, 4, date, turn)["2026-11-24"] ?? []);
    expect(turns[1]).toEqual([4, 5, 6, 7]);
    expect(new Set(turns.flat()).size).toBe(10);
  });

  it("knows nothing of a night that it was not made for", () => {
    expect(createLookupBudget(new Map([["2026-11-24", 1]]), 5, { date }).allows("2026-11-23", 0)).toBe(false);
  });

  it("allows exactly as many as there are or may be", async () => {
    const counts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 7 });
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 200 }), counts, async (max, needs) => {
      const open = Object.fromEntries(needs.map((need, index) => [shiftNight(date, -1 - index), need]));
      expect(sumOf(countsOf(allowed(open, max)))).toBe(Math.min(sumOf(needs), max));
    });
    await fc.assert(property);
  });
});
