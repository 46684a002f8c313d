/**
 * Chance that is the same on every machine: a seed and a label give one stream of numbers for ever.
 *
 * The generator is sfc32, Chris Doty-Humphrey's public-domain "Small Fast Counting" generator of PractRand,
 * started from the SHA-256 of seed and label. Only sums and products are used, since `Math.log` and its like
 * may differ from engine to engine in the last bit.
 */

import { createHash } from "node:crypto";

export interface Random {
  /** From 0 up to, not including, 1. */
  fraction(): number;
  /** From 0 up to, not including, `bound`. */
  below(bound: number): number;
  /** `digits` lower-case hexadecimal digits. */
  hex(digits: number): string;
  /** Throws RangeError for an empty list. */
  pick<Value>(values: readonly Value[]): Value;
  /** `count` different values, or all where there are fewer, in any order; each is as likely. */
  sample<Value>(values: readonly Value[], count: number): readonly Value[];
}

/** Streams with different labels do not disturb each other: drawing more from one leaves the others as they were. */
export function createRandom(seed: number, label: string): Random {
  const next = sfc32(createHash("sha256").update(`${seed}/${label}`).digest());
  const fraction = () => next() / 2 ** 32;
  const below = (bound: number) => Math.floor(fraction() * bound);
  return {
    fraction,
    below,
    hex: (digits) => hex(next, digits),
    pick: (values) => pick(below, values),
    sample: (values, count) => sample(below, values, count),
  };
}

/** Hexadecimal digits, at most 64, that belong to a name for as long as the seed stays. */
export function stableHex(seed: number, name: string, digits: number): string {
  return createHash("sha256").update(`${seed}/${name}`).digest("hex").slice(0, digits);
}

function sfc32(state: Buffer): () => number {
  let a = state.readInt32LE(0);
  let b = state.readInt32LE(4);
  let c = state.readInt32LE(8);
  let counter = state.readInt32LE(12);
  return () => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
}

function hex(next: () => number, digits: number): string {
  let text = "";
  while (text.length < digits) text += next().toString(16).padStart(8, "0");
  return text.slice(0, digits);
}

function pick<Value>(below: (bound: number) => number, values: readonly Value[]): Value {
  if (values.length === 0) throw new RangeError("Cannot pick from an empty list");
  return values[below(values.length)] as Value;
}

/** The first steps of Fisher and Yates. */
function sample<Value>(below: (bound: number) => number, values: readonly Value[], count: number): readonly Value[] {
  const left = [...values];
  const size = Math.min(count, left.length);
  for (let index = 0; index < size; index++) {
    const chosen = index + below(left.length - index);
    [left[index], left[chosen]] = [left[chosen] as Value, left[index] as Value];
  }
  return left.slice(0, size);
}
