/**
 * The beta-binomial distribution: failures among `n` jobs of a night whose rate is itself drawn, from a beta
 * distribution with `a` failures to `b` successes.
 */

import { logNegativeBinomialTerm } from "./log-terms.ts";
import type { Law } from "./tail.ts";

export interface BetaBinomial {
  readonly n: number;
  /** `a` and `b` are above 0 and sum up to 2 at least, so that there is one hump. */
  readonly a: number;
  readonly b: number;
}

export function betaBinomial({ n, a, b }: BetaBinomial): Law {
  const size = a + b;
  // Two negative binomials with one share, given their sum: any share gives the same, this one loses no digits.
  const share = { p: size / (size + n), q: n / (size + n) };
  const whole = logNegativeBinomialTerm(n, size, share);
  return {
    first: 0,
    last: n,
    mean: (n * a) / size,
    spread: Math.sqrt((n * a * b * (size + n)) / (size * size * (size + 1))),
    logTerm: (at) => logNegativeBinomialTerm(at, a, share) + logNegativeBinomialTerm(n - at, b, share) - whole,
    step: (at) => ((n - at) * (at + a)) / ((at + 1) * (n - at - 1 + b)),
  };
}
