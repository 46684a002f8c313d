/** A target: a figure and its bound, and whether it is met. */

import { readable, withUnit } from "./figures.ts";

export type Bound = { readonly atLeast: number } | { readonly atMost: number } | { readonly under: number };

export interface Target {
  readonly target: string;
  readonly bound: Bound;
  readonly value: number;
  readonly unit: string;
}

export type Verdict = "met" | "missed";

/** What is no number is missed. */
export function verdictOf({ bound, value }: Target): Verdict {
  if ("atLeast" in bound) return value >= bound.atLeast ? "met" : "missed";
  if ("atMost" in bound) return value <= bound.atMost ? "met" : "missed";
  return value < bound.under ? "met" : "missed";
}

export function boundText({ bound, unit }: Target): string {
  if ("atLeast" in bound) return `at least ${withUnit(bound.atLeast, unit)}`;
  if ("atMost" in bound) return `at most ${withUnit(bound.atMost, unit)}`;
  return `under ${withUnit(bound.under, unit)}`;
}

/** A value that three digits make look like its bound is told in full. */
export function valueText({ bound, value, unit }: Target): string {
  const [limit = Number.NaN] = Object.values(bound);
  const looksAlike = value !== limit && readable(value) === readable(limit);
  return looksAlike ? `${value} ${unit}`.trim() : withUnit(value, unit);
}
