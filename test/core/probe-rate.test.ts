import { describe, expect, it } from "vitest";
import { rateSteps } from "../../lib/core/probe-rate.ts";

describe("rateSteps()", () => {
  it("climbs from one request a second to the cap, half as fast again, three seconds a step", () => {
    expect(rateSteps(8)).toEqual([
      { rate: 1, requests: 3 },
      { rate: 2, requests: 6 },
      { rate: 3, requests: 9 },
      { rate: 5, requests: 15 },
      { rate: 8, requests: 24 },
    ]);
  });

  it("goes at the cap itself, which need be no step", () => {
    expect(rateSteps(4).map(({ rate }) => rate)).toEqual([1, 2, 3, 4]);
    expect(rateSteps(1).map(({ rate }) => rate)).toEqual([1]);
  });
});
