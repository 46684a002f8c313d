/** Intervals that cover the truth 95 times in 100. */

/** The quantile 0.975 of the standard normal distribution. */
const z = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Of a share, by Wilson's score; `ended` is above 0. */
export function wilsonInterval({ failed, ended }: { readonly failed: number; readonly ended: number }): Interval {
  const share = failed / ended;
  const weight = ended + z * z;
  const middle = (failed + (z * z) / 2) / weight;
  const reach = (z / weight) * Math.sqrt(ended * share * (1 - share) + (z * z) / 4);
  return { low: failed === 0 ? 0 : middle - reach, high: failed === ended ? 1 : middle + reach };
}

export interface Sample {
  readonly failed: number;
  readonly ended: number;
  /** By how much the number of failures varies more than that of a binomial with this many jobs; 1: no more. */
  readonly inflation: number;
}

/**
 * Of the ratio of two shares: Katz's interval of its logarithm, with variances that are inflated by what nights differ
 * by themselves. Both have failures.
 */
export function ratioInterval(now: Sample, before: Sample): Interval {
  const ratio = now.failed / now.ended / (before.failed / before.ended);
  const reach = z * Math.sqrt(logVariance(now) + logVariance(before));
  return { low: ratio * Math.exp(-reach), high: ratio * Math.exp(reach) };
}

function logVariance({ failed, ended, inflation }: Sample): number {
  return (1 / failed - 1 / ended) * inflation;
}
