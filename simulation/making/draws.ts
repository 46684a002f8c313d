/** Small choices that every part of a plan makes. */

import type { Random } from "../../emulator/scenario/random.ts";

export function chance(random: Random, percent: number): boolean {
  return random.fraction() * 100 < percent;
}

/** From `least` to `most`, both possible; whole numbers. */
export function between(random: Random, least: number, most: number): number {
  return least + random.below(most - least + 1);
}

/** Small numbers as often as large ones: each doubling is as likely. */
export function byMagnitude(random: Random, most: number): number {
  const steps = Math.ceil(Math.log2(most));
  return Math.min(most, between(random, 1, 2 ** between(random, 1, steps)));
}

/** Ids as the service gives them. */
export function serviceId(random: Random, letter: string, digits: number): string {
  return `${letter}${random.hex(digits)}`;
}
