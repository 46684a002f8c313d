/**
 * Corrections for many tests at once: each p-value becomes a q-value, and of the tests whose q-value is at most 0.05, no
 * more than 5 in 100 are false on average.
 */

/** After Benjamini and Hochberg: for tests that are independent, or rise and fall together. */
export function benjaminiHochberg(ps: readonly number[]): readonly number[] {
  return corrected(ps, ps.length);
}

/** After Benjamini and Yekutieli: however the tests depend on each other, at the price of larger q-values. */
export function benjaminiYekutieli(ps: readonly number[]): readonly number[] {
  return corrected(
    ps,
    ps.reduce((sum, _, index) => sum + ps.length / (index + 1), 0),
  );
}

/** In the order of `ps`: the least, over all that are no smaller, of the p-value times `factor` over its rank. */
function corrected(ps: readonly number[], factor: number): readonly number[] {
  const descending = ps.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const qs = new Array<number>(ps.length);
  let least = 1;
  for (const [from, { p, index }] of descending.entries()) {
    least = Math.min(least, (p * factor) / (ps.length - from));
    qs[index] = least;
  }
  return qs;
}
