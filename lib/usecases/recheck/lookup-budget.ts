/**
 * How the look-ups of one night are shared, where they are fewer than the open jobs.
 *
 * Every earlier night has the same share, and what a night does not need is the others'. Inside a night a later audit
 * goes on about where the one before stopped, and so does a repair by its turn, so that no job has to wait behind others
 * for ever. What a job gets depends on how many are open, never on what is answered.
 */

import { compareText } from "../../core/order.ts";

export interface LookupBudget {
  /** `position` is how many open jobs of the night lie before the job. */
  allows(night: string, position: number): boolean;
}

export const boundless: LookupBudget = { allows: () => true };

const dayMs = 86_400_000;

interface Share {
  readonly open: number;
  readonly jobs: number;
  readonly from: number;
}

/** When jobs are asked for: by the night that asks, and, of a repair, by how often one asked before. */
export interface LookupTurn {
  readonly date: string;
  readonly turn?: number;
}

/** `open` has the number of open jobs of each night before `date`. */
export function createLookupBudget(
  open: ReadonlyMap<string, number>,
  max: number,
  { date, turn = 0 }: LookupTurn,
): LookupBudget {
  const shares = new Map<string, Share>();
  let left = max;
  const needs = [...open].sort(([a, one], [b, other]) => one - other || compareText(a, b));
  for (const [index, [night, need]] of needs.entries()) {
    const jobs = Math.min(need, Math.floor(left / (needs.length - index)));
    left -= jobs;
    const age = (Date.parse(date) - Date.parse(night)) / dayMs;
    shares.set(night, { open: need, jobs, from: ((age - 1 + turn) * jobs) % need });
  }
  return {
    allows(night, position) {
      const share = shares.get(night);
      return share !== undefined && (position - share.from + share.open) % share.open < share.jobs;
    },
  };
}
