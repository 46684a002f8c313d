/** A subject of the benchmarks: what it is of, and at which sizes it is measured. */

import type { Results } from "./results.ts";

export interface Subject {
  readonly name: string;
  readonly says: string;
  readonly sizes: {
    /** What a size counts. */
    readonly of: string;
    readonly small: readonly number[];
    readonly full: readonly number[];
  };
  measure(scale: Scale, results: Results): Promise<void>;
}

export interface Scale {
  readonly size: number;
  /** Whether peers, too, do all of the work. */
  readonly full: boolean;
}

/** The nearest size that is made of whole steps. */
export function inSteps(size: number, step: number): number {
  return Math.max(1, Math.round(size / step)) * step;
}
