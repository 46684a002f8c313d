import { describe, expect, it } from "vitest";
import { median, medianDeviation } from "../../../lib/core/stats/median.ts";
import { expectNear, golden } from "./golden.ts";

describe("median()", () => {
  it.each(golden.medians)("is scipy's of $values", ({ values, median: exact }) => {
    expectNear(median(values), exact);
  });

  it("leaves what it is given in its order", () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe("medianDeviation()", () => {
  it.each(golden.medians)("is scipy's of $values", ({ values, mad }) => {
    expectNear(medianDeviation(values), mad);
  });
});
