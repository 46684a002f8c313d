/** The nights of the diff's benchmark, and what a diff of them must find, by arithmetic. */

import type { DiffHeadline } from "../lib/core/schema/diff.ts";
import { type MadeNight, scopeCount } from "./findings.ts";

type Night = Omit<MadeNight, "inputs">;

export interface DiffNights {
  readonly first: Night;
  readonly second: Night;
  readonly expected: Pick<DiffHeadline, "worse" | "groups" | "failed" | "inputs">;
}

export const evenFindings = 20_000;

/** Groups of all scopes together, of a night of any size. */
const groups = 4_000;

/** `findings` is a multiple of `evenFindings`: every number below then is a whole one of each scope. */
export function diffNights(findings: number): DiffNights {
  const tenth = groups / 10;
  const recovered = findings / 10;
  return {
    first: { date: "2026-11-20", findings, groups, firstInput: 0, firstGroup: 0, recovered: 0 },
    second: {
      date: "2026-11-21",
      findings,
      groups,
      firstInput: findings / 2,
      firstGroup: tenth / scopeCount,
      recovered,
    },
    expected: {
      worse: tenth,
      groups: { new: tenth, regressed: 0, updated: 0, unchanged: groups - tenth, absent: tenth, unknown: 0 },
      failed: { before: findings, after: findings },
      inputs: { failedAgain: findings / 2, recovered },
    },
  };
}
