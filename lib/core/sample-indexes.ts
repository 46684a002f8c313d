/**
 * A sample of numbered things that is spread over all of them, and is the same whenever it is taken again.
 *
 * The numbers are cut into as many stretches as are asked for, and one is taken of each: where in it moves on by the
 * golden ratio, so that what repeats with some period, as the hours of each scope do, is met in different places.
 */

// Stryker disable next-line ArithmeticOperator: with 1 more, or as the divisor, it ends at the same place of a turn.
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/** Ascending, from 0 up to, not including, `count`; all of them where `size` is as many. `seed` is hexadecimal. */
export function sampleIndexes(count: number, size: number, seed: string): readonly number[] {
  const taken = Math.min(count, size);
  const start = Number.parseInt(seed.slice(0, 8), 16) / 2 ** 32;
  return Array.from({ length: taken }, (_, index) => {
    const from = Math.floor((index * count) / taken);
    const to = Math.floor(((index + 1) * count) / taken);
    // Stryker disable next-line ArithmeticOperator: as above.
    const turn = (start + index * goldenRatio) % 1;
    return from + Math.floor(turn * (to - from));
  });
}
