/** When jobs come: so many in each hour, evenly but for a little chance, so that the time of any one is arithmetic. */

import { drawsAt } from "./mix.ts";

const hourMs = 3_600_000;
const secondMs = 1000;

export interface Hours {
  readonly length: number;
  /** Epoch milliseconds, whole seconds; of a later job never earlier. */
  createdAt(index: number): number;
}

export interface HoursPlan {
  readonly seed: number;
  /** Where the first hour begins; a whole second. */
  readonly from: number;
  readonly jobs: number;
  /** Weights of hours that follow one another. */
  readonly weights: readonly number[];
}

/** Throws `RangeError` when no hour has a weight. */
export function planHours({ seed, from, jobs, weights }: HoursPlan): Hours {
  const starts = startsOf(jobs, weights);
  return {
    length: jobs,
    createdAt(index) {
      const hour = starts.findLastIndex((start) => start <= index);
      const start = starts[hour] ?? 0;
      const count = (starts[hour + 1] ?? jobs) - start;
      const place = (index - start + drawsAt(seed, index).below(1024) / 1024) / count;
      return from + hour * hourMs + Math.floor((place * hourMs) / secondMs) * secondMs;
    },
  };
}

/** The number of jobs before each hour. */
function startsOf(jobs: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new RangeError("Cannot plan hours of which none has a weight");
  let before = 0;
  return weights.map((weight) => {
    const start = Math.round((before / total) * jobs);
    before += weight;
    return start;
  });
}
