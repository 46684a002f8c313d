import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs } from "../../lib/core/backoff.ts";

const limits = { baseMs: 200, capMs: 1_000 };
const almostOne = () => 1 - Number.EPSILON;

describe("backoffMs()", () => {
  it("doubles its ceiling with each failed try up to the cap", () => {
    const ceilings = [1, 2, 3, 4, 5].map((attempt) => backoffMs(attempt, almostOne, limits));
    expect(ceilings).toEqual([199, 399, 799, 999, 999]);
  });

  it("may be nothing at all, for the jitter is full", () => {
    expect([1, 2, 9].map((attempt) => backoffMs(attempt, () => 0, limits))).toEqual([0, 0, 0]);
  });

  it("takes its share of the ceiling from the number drawn", () => {
    expect(backoffMs(2, () => 0.25, limits)).toBe(100);
  });

  it("stays whole and below the cap after any number of tries", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, drawn) => {
          const delayMs = backoffMs(attempt, () => drawn, limits);
          expect(Number.isInteger(delayMs)).toBe(true);
          expect(delayMs).toBeGreaterThanOrEqual(0);
          expect(delayMs).toBeLessThan(1_000);
        },
      ),
    );
  });
});
