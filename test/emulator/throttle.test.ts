import { describe, expect, it } from "vitest";
import { createThrottle } from "../../emulator/throttle.ts";

describe("createThrottle()", () => {
  it("takes a burst, then as many a second as told, and never saves up more than the burst", () => {
    let now = 0;
    const takes = createThrottle({ ratePerSecond: 2, burst: 3 }, () => now);
    const tries = (count: number) => Array.from({ length: count }, () => takes("a")).filter(Boolean).length;
    expect(tries(5)).toBe(3);
    now = 499;
    expect(tries(2)).toBe(0);
    now = 500;
    expect(tries(2)).toBe(1);
    now = 1500;
    expect(tries(9)).toBe(2);
    now = 60_000;
    expect(tries(9)).toBe(3);
  });

  it("counts every host for itself", () => {
    const takes = createThrottle({ ratePerSecond: 1, burst: 1 }, () => 0);
    expect([takes("a"), takes("a"), takes("b")]).toEqual([true, false, true]);
  });
});
