/**
 * Whether a part of the failures rose apart from the whole: its share among the failures is larger than before, by more
 * than chance, and what it leaves out rose less than half as much.
 *
 * The second holds back differences that are certain and small, as there are many among 100,000 failures.
 */

import { hypergeometric } from "../stats/hypergeometric.ts";
import { upperTail } from "../stats/tail.ts";

/** Failures of the night, and of all the nights before together. */
export interface FailureCount {
  readonly now: number;
  readonly before: number;
}

/** The probability that chance alone puts so many of this night's failures, or more, into the part: Fisher's exact test. */
export function shareTail(part: FailureCount, whole: FailureCount): number {
  const marked = part.now + part.before;
  const law = hypergeometric({ population: whole.now + whole.before, failed: marked, drawn: whole.now });
  return upperTail(law, part.now);
}

export interface ContrastOptions {
  /** Expected failures of the night for each one before. */
  readonly scale: number;
  /** The least probability that is taken for chance. */
  readonly level: number;
}

export function isContrast(part: FailureCount, whole: FailureCount, { scale, level }: ContrastOptions): boolean {
  const rest = { now: whole.now - part.now, before: whole.before - part.before };
  // Rises are failures too many for each one expected; multiplied out, since there may be none expected.
  const restRise = (rest.now - scale * rest.before) * part.before;
  const partRise = (part.now - scale * part.before) * rest.before;
  return restRise <= partRise / 2 && shareTail(part, whole) <= level;
}
