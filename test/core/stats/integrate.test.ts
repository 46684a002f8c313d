import { describe, expect, it } from "vitest";
import { integrate } from "../../../lib/core/stats/integrate.ts";

describe("integrate()", () => {
  it("is exact for powers up to 31", () => {
    for (let power = 0; power <= 31; power += 1)
      expect(integrate((x) => x ** power, 0, 2)).toBeCloseTo(
        2 ** (power + 1) / (power + 1),
        -Math.floor(power / 4) + 9,
      );
  });

  it("is nothing over nothing", () => {
    expect(integrate(Math.exp, 3, 3)).toBe(0);
  });
});
