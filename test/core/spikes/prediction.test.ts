import { describe, expect, it } from "vitest";
import { expectedBand } from "../../../lib/core/spikes/expected-band.ts";
import { lawOf, predict } from "../../../lib/core/spikes/prediction.ts";
import { betaBinomial } from "../../../lib/core/stats/beta-binomial.ts";
import { upperTail } from "../../../lib/core/stats/tail.ts";
import { nightsOf, times } from "./strata.ts";

const band = (ended: number, nights: ReturnType<typeof nightsOf>, dispersion = 0) =>
  expectedBand(predict(ended, { nights, dispersion }));

describe("predict()", () => {
  it("counts every job where nights differ by chance alone", () => {
    const prediction = predict(50, {
      nights: nightsOf([
        [1, 100],
        [3, 300],
      ]),
      dispersion: 0,
    });
    expect(prediction).toEqual({ ended: 50, dispersion: 0, information: 400, failed: 4 });
  });

  it("counts a night as few jobs where nights differ much", () => {
    const { information, failed } = predict(50, {
      nights: nightsOf([
        [2, 101],
        [0, 1],
      ]),
      dispersion: 0.01,
    });
    expect(information).toBeCloseTo(101 / 2 + 1, 12);
    expect(failed).toBeCloseTo(1, 12);
  });
});

describe("lawOf()", () => {
  it("is about the rate of the nights, with half a failure more", () => {
    const { mean, last } = lawOf(predict(1_000, { nights: nightsOf(times(7, [10, 1_000])), dispersion: 0 }));
    expect(mean).toBeCloseTo((1_000 * 70.5) / 7_001, 9);
    expect(last).toBe(1_000);
  });

  it("tends to what the dispersion alone gives, the more nights there are", () => {
    const nights = nightsOf(times(200_000, [50, 1_000]));
    const { spread } = lawOf(predict(10_000, { nights, dispersion: 0.001 }));
    expect(spread).toBeCloseTo(betaBinomial({ n: 10_000, a: 0.05 * 999, b: 0.95 * 999 }).spread, 1);
  });

  it("keeps one hump when next to nothing is known", () => {
    const law = lawOf(predict(10, { nights: nightsOf([[1, 1]]), dispersion: 0.9 }));
    // Size 2 at a rate of 1.5 to 0.5, so that the last term is the greatest and nothing exceeds certainty.
    expect(law.mean).toBeCloseTo(7.5, 9);
    expect(upperTail(law, 1)).toBeGreaterThan(upperTail(law, 10));
  });

  it("begins with half a failure where there was none", () => {
    const law = lawOf(predict(1_000, { nights: nightsOf(times(10, [0, 1_000])), dispersion: 0 }));
    expect(law.mean).toBeCloseTo(0.05, 12);
    expect(law.last).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("expectedBand()", () => {
  it("holds the expected, and is wider with dispersion", () => {
    const nights = nightsOf(times(28, [100, 10_000]));
    const [plain, wide] = [band(10_000, nights), band(10_000, nights, 0.001)];
    // A binomial with a mean of 100 stays within two deviations of 10 about 95 times in 100.
    expect(Math.abs(plain.low - 80)).toBeLessThanOrEqual(2);
    expect(Math.abs(plain.high - 121)).toBeLessThanOrEqual(2);
    expect(wide.low).toBeLessThan(50);
    expect(wide.high).toBeGreaterThan(160);
  });

  it("is zero to zero where no job ever failed and there are few", () => {
    expect(band(10, nightsOf(times(28, [0, 10])))).toEqual({ low: 0, high: 0 });
  });
});
