/** Choices that are not all as likely. */

import type { Random } from "./random.ts";

export interface Weighted<Value> {
  readonly value: Value;
  /** Above 0; only its part of the sum of all weights counts. */
  readonly weight: number;
}

export function pickWeighted<Value>(random: Random, choices: readonly Weighted<Value>[]): Value {
  const total = choices.reduce((sum, { weight }) => sum + weight, 0);
  let rest = random.fraction() * total;
  const chosen = choices.find(({ weight }) => {
    rest -= weight;
    return rest < 0;
  });
  return (chosen ?? random.pick(choices)).value;
}

/** Shares `count` out by weight: whole numbers that add up to `count`, the largest remainders rounded up. */
export function shareOut(count: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (count * weight) / total);
  const shares = exact.map(Math.floor);
  const left = count - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  const roundedUp = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return shares.map((share, index) => (roundedUp.has(index) ? share + 1 : share));
}
