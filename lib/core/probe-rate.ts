/** How a probe climbs to the rate at which a service asks for less: from one request a second, half as fast again. */

/** The fastest that may be asked for. Nobody's service should feel a probe. */
export const highestRate = 50;
export const usualRateCap = 20;
const stepSeconds = 3;

export interface RateStep {
  /** Requests a second. */
  readonly rate: number;
  readonly requests: number;
}

/** The last one goes at the cap itself. */
export function rateSteps(cap: number): readonly RateStep[] {
  const rates: number[] = [];
  for (let rate = 1; rate < cap; rate = Math.ceil(rate * 1.5)) rates.push(rate);
  return [...rates, cap].map((rate) => ({ rate, requests: rate * stepSeconds }));
}
