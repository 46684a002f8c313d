/**
 * Tails of distributions over whole numbers, summed from the smaller side.
 *
 * The first terms are added one by one. What is left beyond them is smooth, and is integrated by panels (Gauss and
 * Legendre) with the first correction of Euler and Maclaurin, so that a tail of millions of terms costs as little as one
 * of hundreds.
 */

import { integrate } from "./integrate.ts";

/** A distribution with one hump. */
export interface Law {
  /** Of the values it can take; may be infinite. */
  readonly first: number;
  readonly last: number;
  readonly mean: number;
  /** Standard deviation. */
  readonly spread: number;
  /** The logarithm of the term at a place, which need not be whole. */
  readonly logTerm: (at: number) => number;
  /** The term at the next place over the term at this one. */
  readonly step: (at: number) => number;
}

/** How many terms are added one by one at either end. */
const direct = 256;
/** Of a sum, what a term has to be for those behind it to matter. */
const negligible = 1e-14;

/** The probability of `from` and more. */
export function upperTail(law: Law, from: number): number {
  if (from <= law.first) return 1;
  if (from > law.last) return 0;
  return from > law.mean ? sumUp(law, from) : 1 - sumUp(mirrored(law), 1 - from);
}

/** Whether the probability of `from` and more is above `bound`: for what is no rare event a few terms tell. */
export function isTailAbove(law: Law, from: number, bound: number): boolean {
  const { first, last, logTerm, step } = law;
  const to = Math.min(last, from + direct - 1);
  let term = from > first && from <= to ? Math.exp(logTerm(from)) : 0;
  let sum = 0;
  for (let at = from; at <= to && term > sum * negligible; at += 1) {
    sum += term;
    if (sum > bound) return true;
    term *= step(at);
  }
  return upperTail(law, from) > bound;
}

/** The probability of `to` and less. */
export function lowerTail(law: Law, to: number): number {
  return upperTail(mirrored(law), -to);
}

function mirrored({ first, last, mean, spread, logTerm, step }: Law): Law {
  return {
    first: -last,
    last: -first,
    mean: -mean,
    spread,
    logTerm: (at) => logTerm(-at),
    step: (at) => 1 / step(-at - 1),
  };
}

function sumUp(law: Law, from: number): number {
  const head = sumTerms(law, from, Math.min(law.last, from + direct - 1));
  const rest = from + direct;
  if (head.settled || rest > law.last) return Math.min(1, head.sum);
  // The last terms before the end of the range are not smooth when the hump leans on it.
  const smoothEnd = law.last - direct;
  if (rest >= smoothEnd) return Math.min(1, head.sum + sumTerms(law, rest, law.last).sum);
  const middle = sumSmooth(law, rest, smoothEnd);
  const end = middle.settled ? 0 : sumTerms(law, smoothEnd, law.last).sum;
  return Math.min(1, head.sum + middle.sum + end);
}

interface Sum {
  readonly sum: number;
  /** Whether what comes behind is too little to matter. */
  readonly settled: boolean;
}

function sumTerms({ logTerm, step }: Law, from: number, to: number): Sum {
  const scale = Math.exp(logTerm(from));
  let term = 1;
  let sum = 0;
  for (let at = from; at <= to; at += 1) {
    sum += term;
    if (term < sum * negligible) return { sum: scale * sum, settled: true };
    term *= step(at);
  }
  return { sum: scale * sum, settled: false };
}

/** The terms from `from` up to, without, `end`. */
function sumSmooth(law: Law, from: number, end: number): Sum {
  const term = (at: number) => Math.exp(law.logTerm(at));
  const slope = (at: number) => term(at) * Math.log(law.step(at - 0.5));
  const first = from - 0.5;
  const last = end - 0.5;
  let sum = 0;
  for (let left = first; left < last; ) {
    const right = Math.min(last, left + panelWidth(law, left));
    const part = integrate(term, left, right);
    sum += part;
    // Not less alone: terms too small for a number are 0, and so is their sum.
    if (part <= sum * negligible) return { sum: sum + slope(first) / 24, settled: true };
    left = right;
  }
  return { sum: sum + (slope(first) - slope(last)) / 24, settled: false };
}

/** So narrow that the logarithm of the terms is nearly a parabola with a drop of about ten at most. */
function panelWidth({ first, last, spread, step }: Law, at: number): number {
  return Math.min(2 * spread, 8 / Math.abs(Math.log(step(at))), (at - first) / 2, (last - at) / 2);
}
