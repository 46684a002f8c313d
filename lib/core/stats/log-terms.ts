/**
 * Logarithms of single terms of distributions, for real arguments, exact to about 1e-14 of their own size whatever the
 * size of the counts: after C. Loader's saddle-point form of the binomial.
 */

import { stirlingError } from "./log-gamma.ts";

/** The logarithm of the binomial term of `x` in `n`; `p` and `q` are given apart so that neither loses digits. */
export function logBinomialTerm(x: number, n: number, { p, q }: { readonly p: number; readonly q: number }): number {
  if (x === 0) return n * logOfShare(q, p);
  if (x === n) return n * logOfShare(p, q);
  const y = n - x;
  const errors = stirlingError(n) - stirlingError(x) - stirlingError(y);
  return errors - deviance(x, n * p) - deviance(y, n * q) - 0.5 * Math.log((2 * Math.PI * x * y) / n);
}

/** The logarithm of the negative binomial term of `x`: a Poisson count whose rate is gamma with shape `size`. */
export function logNegativeBinomialTerm(
  x: number,
  size: number,
  share: { readonly p: number; readonly q: number },
): number {
  return Math.log(size / (size + x)) + logBinomialTerm(size, size + x, share);
}

function logOfShare(share: number, rest: number): number {
  return share > 0.5 ? Math.log1p(-rest) : Math.log(share);
}

/** `x log(x / m) + m - x`, without the loss of digits where `x` is near `m`. */
function deviance(x: number, m: number): number {
  const gap = x - m;
  if (Math.abs(gap) >= 0.1 * (x + m)) return x * Math.log(x / m) - gap;
  const v = gap / (x + m);
  let power = 2 * x * v;
  let sum = gap * v;
  for (let odd = 3; ; odd += 2) {
    power *= v * v;
    const next = sum + power / odd;
    if (next === sum) return sum;
    sum = next;
  }
}
