import { describe, expect, it } from "vitest";
import { logBinomialTerm, logNegativeBinomialTerm } from "../../../lib/core/stats/log-terms.ts";
import { expectNear } from "./golden.ts";

const share = (p: number) => ({ p, q: 1 - p });

describe("logBinomialTerm()", () => {
  it.each([
    // By hand: 6 / 16, 10 / 32 and 3 * 0.01 * 0.9.
    [2, 4, 0.5, 6 / 16],
    [3, 5, 0.5, 10 / 32],
    [2, 3, 0.1, 0.027],
    [0, 3, 0.1, 0.729],
    [3, 3, 0.1, 0.001],
    [0, 0, 0.3, 1],
  ])("is that of %s in %s with %s", (x, n, p, exact) => {
    expect(Math.exp(logBinomialTerm(x, n, share(p)))).toBeCloseTo(exact, 14);
  });

  it("keeps its digits where one share is next to nothing", () => {
    expectNear(logBinomialTerm(0, 10, { p: 1e-30, q: 1 }), -1e-29);
    expectNear(logBinomialTerm(10, 10, { p: 1, q: 1e-30 }), -1e-29);
  });
});

describe("logNegativeBinomialTerm()", () => {
  it.each([
    // By hand: failures before the second success.
    [0, 2, 0.5, 1 / 4],
    [1, 2, 0.5, 2 / 8],
    [3, 2, 0.5, 4 / 32],
  ])("is that of %s with size %s and share %s", (x, size, p, exact) => {
    expect(Math.exp(logNegativeBinomialTerm(x, size, share(p)))).toBeCloseTo(exact, 14);
  });
});
