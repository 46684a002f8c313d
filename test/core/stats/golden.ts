/** What golden/make-golden.py computed, by other means than lib/core/stats; its tolerance is relative. */

import { readFileSync } from "node:fs";
import { expect } from "vitest";

interface Tails {
  readonly k: number;
  readonly upper: number;
  readonly lower: number;
}

interface Golden {
  readonly tails: {
    readonly betaBinomial: readonly (Tails & { readonly n: number; readonly a: number; readonly b: number })[];
    readonly gammaPoisson: readonly (Tails & {
      readonly n: number;
      readonly shape: number;
      readonly exposure: number;
    })[];
    readonly hypergeometric: readonly (Tails & {
      readonly population: number;
      readonly failed: number;
      readonly drawn: number;
      readonly mid: number;
    })[];
  };
  readonly logGamma: readonly { readonly x: number; readonly logGamma: number; readonly stirlingError: number }[];
  readonly quantiles: readonly {
    readonly n: number;
    readonly a: number;
    readonly b: number;
    readonly level: number;
    readonly k: number;
  }[];
  readonly corrections: readonly {
    readonly ps: readonly number[];
    readonly bh: readonly number[];
    readonly by: readonly number[];
  }[];
  readonly intervals: {
    readonly wilson: readonly {
      readonly failed: number;
      readonly ended: number;
      readonly low: number;
      readonly high: number;
    }[];
    readonly ratio: readonly {
      readonly now: readonly [number, number];
      readonly before: readonly [number, number];
      readonly low: number;
      readonly high: number;
    }[];
  };
  readonly medians: readonly { readonly values: readonly number[]; readonly median: number; readonly mad: number }[];
  readonly cusum: { readonly values: readonly number[]; readonly k: number; readonly sums: readonly number[] };
}

export const golden: Golden = JSON.parse(readFileSync(new URL("golden/golden.json", import.meta.url), "utf8"));

export function expectNear(value: number, exact: number, tolerance = 1e-9): void {
  const error = Math.abs(value - exact) / Math.abs(exact || 1);
  expect(error, `${value} is not ${exact}`).toBeLessThanOrEqual(tolerance);
}
