/**
 * The gamma-Poisson (negative binomial) distribution: failures of a night whose rate a job is drawn from a gamma
 * distribution with `shape` failures in `exposure` jobs.
 */

import { logNegativeBinomialTerm } from "./log-terms.ts";
import type { Law } from "./tail.ts";

export interface GammaPoisson {
  /** Jobs of the night; above 0. */
  readonly n: number;
  readonly shape: number;
  readonly exposure: number;
}

export function gammaPoisson({ n, shape, exposure }: GammaPoisson): Law {
  const share = { p: exposure / (exposure + n), q: n / (exposure + n) };
  return {
    first: 0,
    last: Number.POSITIVE_INFINITY,
    mean: (shape * n) / exposure,
    spread: Math.sqrt(shape * n * (exposure + n)) / exposure,
    logTerm: (at) => logNegativeBinomialTerm(at, shape, share),
    step: (at) => ((at + shape) / (at + 1)) * share.q,
  };
}
