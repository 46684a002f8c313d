/**
 * Corrections for many tests at once: each p-value becomes a q-value, and of the tests whose q-value is at most 0.05, no
 * more than 5 in 100 are false on average.
 *
 * `passedOver`: how many more tests there would have been, had not a look at the data said which are worth one. They count
 * as tests that found nothing: to forget them would be to choose the tests by what they find.
 */

/** After Benjamini and Hochberg: for tests that are independent, or rise and fall together. */
export function benjaminiHochberg(ps: readonly number[], passedOver = 0): readonly number[] {
  return corrected(ps, ps.length + passedOver);
}

/** After Benjamini and Yekutieli: however the tests depend on each other, at the price of larger q-values. */
export function benjaminiYekutieli(ps: readonly number[], passedOver = 0): readonly number[] {
  const tests = ps.length + passedOver;
  let factor = 0;
  for (let rank = 1; rank <= tests; rank += 1) factor += tests / rank;
  return corrected(ps, factor);
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
