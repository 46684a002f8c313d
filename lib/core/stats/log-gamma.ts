/**
 * The logarithm of the gamma function, and what Stirling's formula leaves of it.
 *
 * Probabilities of large counts are differences of such logarithms, of 1e8 and more, in which their digits would drown;
 * they are put together from `stirlingError` instead, which is small (C. Loader, Fast and Accurate Computation of
 * Binomial Probabilities, 2000).
 */

const halfLogTwoPi = 0.9189385332046728;

/** From here on the series below is exact to the last digit of a double. */
const seriesFrom = 16;

/** For `x` above 0. */
export function logGamma(x: number): number {
  let product = 1;
  let at = x;
  for (; at < seriesFrom; at += 1) product *= at;
  return (at - 0.5) * Math.log(at) - at + halfLogTwoPi + series(at) - Math.log(product);
}

/** `log x! - ((x + 1/2) log x - x + log sqrt(2 pi))`, for `x` above 0. */
export function stirlingError(x: number): number {
  if (x >= seriesFrom) return series(x);
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - halfLogTwoPi;
}

function series(x: number): number {
  const y = 1 / (x * x);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - (691 / 360360) * y) * y) * y) * y) * y) / x;
}
