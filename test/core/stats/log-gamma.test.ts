import { describe, expect, it } from "vitest";
import { logGamma, stirlingError } from "../../../lib/core/stats/log-gamma.ts";
import { expectNear, golden } from "./golden.ts";

describe("logGamma()", () => {
  it.each(golden.logGamma)("is exact at $x", ({ x, logGamma: exact }) => {
    // At 1 and 2 it is 0, where no relative error is to be had.
    if (exact === 0) expect(Math.abs(logGamma(x))).toBeLessThan(1e-14);
    else expectNear(logGamma(x), exact, 1e-13);
  });
});

describe("stirlingError()", () => {
  it.each(golden.logGamma)("is exact at $x", ({ x, stirlingError: exact }) => {
    expectNear(stirlingError(x), exact, x < 16 ? 1e-12 : 1e-15);
  });

  it("has no step where the series takes over", () => {
    const below = stirlingError(16 - 1e-9);
    expectNear(below, stirlingError(16), 1e-9);
  });
});
