/**
 * Chance by arithmetic alone: a seed and a position give the same numbers for ever, at the cost of a few products.
 *
 * The finaliser is that of MurmurHash3, Austin Appleby's public-domain hash, for 32 bits; the steps are those of
 * SplitMix, with the golden ratio of 32 bits between them.
 */

const goldenRatio = 0x9e3779b9;

export interface Draws {
  /** From 0 up to, not including, `bound`. */
  below(bound: number): number;
  /** `digits` lower-case hexadecimal digits. */
  hex(digits: number): string;
}

/** `position` may be any whole number from 0 that is exact. */
export function drawsAt(seed: number, position: number): Draws {
  let state = mix(mix(seed) ^ mix(position >>> 0) ^ Math.imul(Math.floor(position / 2 ** 32), goldenRatio));
  const next = () => {
    state = (state + goldenRatio) | 0;
    return mix(state);
  };
  return {
    below: (bound) => Math.floor((next() / 2 ** 32) * bound),
    hex(digits) {
      let text = "";
      while (text.length < digits) text += next().toString(16).padStart(8, "0");
      return text.slice(0, digits);
    },
  };
}

/** To each whole number of 32 bits another one: no two have the same. */
export function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
