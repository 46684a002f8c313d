import { describe, expect, it } from "vitest";
import { nextSum } from "../../../lib/core/stats/upper-cusum.ts";
import { golden } from "./golden.ts";

describe("nextSum()", () => {
  it("comes to the greatest sum over all spans that end here", () => {
    const { values, k, sums } = golden.cusum;
    let sum = 0;
    for (const [index, value] of values.entries()) {
      sum = nextSum(sum, value, k);
      expect(sum).toBeCloseTo(sums[index] ?? Number.NaN, 12);
    }
  });
});
