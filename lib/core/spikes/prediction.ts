/**
 * Prediction: how many failures a night like those of its baseline would have, as a distribution.
 *
 * It is wider than the nights were, for their rate is known from so many jobs alone. Nights without any failure predict
 * by a gamma-Poisson distribution, with half a failure to begin with (Jeffreys' prior).
 */

import { betaBinomial } from "../stats/beta-binomial.ts";
import { gammaPoisson } from "../stats/gamma-poisson.ts";
import type { Law } from "../stats/tail.ts";
import type { RateCount } from "./stratum.ts";

export interface Prediction {
  /** Jobs of the night that is predicted. */
  readonly ended: number;
  readonly dispersion: number;
  /** Jobs that would tell as much as the baseline's, if nights differed by chance alone. */
  readonly information: number;
  /** Failures among those. */
  readonly failed: number;
}

export interface PredictedFrom {
  /** With jobs each. */
  readonly nights: readonly RateCount[];
  readonly dispersion: number;
}

export function predict(ended: number, { nights, dispersion }: PredictedFrom): Prediction {
  let information = 0;
  let failed = 0;
  for (const night of nights) {
    const perJob = 1 / (1 + (night.ended - 1) * dispersion);
    information += night.ended * perJob;
    failed += night.failed * perJob;
  }
  return { ended, dispersion, information, failed };
}

export function lawOf({ ended, dispersion, information, failed }: Prediction): Law {
  if (failed === 0) return gammaPoisson({ n: ended, shape: 0.5, exposure: information });
  const correlation = dispersion + (1 - dispersion) / (information + 1);
  const size = Math.max(2, 1 / correlation - 1);
  const rate = (failed + 0.5) / (information + 1);
  return betaBinomial({ n: ended, a: rate * size, b: (1 - rate) * size });
}
