/** The hypergeometric distribution, and Fisher's exact test with it: of two nights' failures, how many fall in one. */

import { logBinomialTerm } from "./log-terms.ts";
import { type Law, upperTail } from "./tail.ts";

export interface Hypergeometric {
  readonly population: number;
  /** Of the population. */
  readonly failed: number;
  /** How many are drawn. */
  readonly drawn: number;
}

export function hypergeometric({ population, failed, drawn }: Hypergeometric): Law {
  const sound = population - failed;
  const p = drawn / population;
  const share = { p, q: (population - drawn) / population };
  const whole = logBinomialTerm(drawn, population, share);
  const variance = (failed * p * share.q * sound) / Math.max(1, population - 1);
  return {
    first: Math.max(0, drawn - sound),
    last: Math.min(failed, drawn),
    mean: failed * p,
    spread: Math.sqrt(variance),
    logTerm: (at) => logBinomialTerm(at, failed, share) + logBinomialTerm(drawn - at, sound, share) - whole,
    step: (at) => ((failed - at) * (drawn - at)) / ((at + 1) * (sound - drawn + at + 1)),
  };
}

/** The probability of more than `at`, and half of that of `at`: a p-value that is neither shy nor bold on average. */
export function midTail(law: Law, at: number): number {
  return (upperTail(law, at) + upperTail(law, at + 1)) / 2;
}
