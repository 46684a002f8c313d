/** Jobs by seconds: tests say how many were created in each second, counted from a second of theirs. */

import type { Window } from "../../../lib/core/window.ts";
import type { ListedJob } from "../../fakes/fake-ci.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";

/** The instant `second` seconds after midnight. */
export function at(second: number): number {
  return midnight + second * 1_000;
}

export function seconds(from: number, to: number): Window {
  return { from: at(from), to: at(to) };
}

/** `counts[i]` jobs in second `first + i`; a job's id tells its second and its number. */
export function jobsBySecond(counts: readonly number[], first = 0): ListedJob[] {
  return counts.flatMap((count, index) =>
    Array.from({ length: count }, (_, number) => {
      const id = idAt(first + index, number);
      return { scope: aScope, job: aJob({ id, createdAt: at(first + index) }) };
    }),
  );
}

export function idAt(second: number, number: number): string {
  return `c${second}n${number}`;
}

/** The ids that a walk over `[from, to)` must find. */
export function idsWithin(jobs: readonly ListedJob[], { from, to }: Window): string[] {
  return jobs
    .filter(({ job }) => from <= job.createdAt && job.createdAt < to)
    .map(({ job }) => job.id)
    .sort();
}

export function idsOf(jobs: readonly { readonly id: string }[]): string[] {
  return jobs.map(({ id }) => id).sort();
}
