/**
 * The jobs of one queue and tag, of which none is stored: each is a function of the seed and of its place in the list.
 *
 * An id holds the place, so that a job is found by it without an index.
 */

import type { MadeJobs } from "../world.ts";
import { fateAt, type HashedShares, hashedJob } from "./hashed-job.ts";
import { type HoursPlan, planHours } from "./hours.ts";
import { drawsAt } from "./mix.ts";

export interface HashedJobsPlan extends HoursPlan {
  readonly tag: string;
  readonly shares: HashedShares;
}

/** Of the id's 32 digits, those that tell the place; the others are chance. */
const placeDigits = 10;

/** Another stream of chance than that of a job's content. */
const idStream = 0x1d;

export function hashedJobs(plan: HashedJobsPlan): MadeJobs {
  const { seed, tag, shares, jobs } = plan;
  const { createdAt } = planHours(plan);
  const idAt = (index: number) => `c${drawsAt(seed ^ idStream, index).hex(32 - placeDigits)}${hexOf(index)}`;
  const at = (index: number) =>
    hashedJob({ seed, jobId: idAt(index), tag, createdAt: createdAt(index), index, shares });
  return {
    tag,
    length: jobs,
    at,
    createdAt,
    find(jobId) {
      const index = Number.parseInt(jobId.slice(-placeDigits), 16);
      return index < jobs && idAt(index) === jobId ? at(index) : undefined;
    },
  };
}

/** How many jobs end in each state, counted one by one. */
export function countFates({ seed, jobs, shares }: HashedJobsPlan): { readonly failed: number; readonly open: number } {
  let failed = 0;
  let open = 0;
  for (let index = 0; index < jobs; index += 1) {
    const fate = fateAt(seed, index, shares);
    if (fate === "Failed") failed += 1;
    else if (fate !== "Success") open += 1;
  }
  return { failed, open };
}

function hexOf(index: number): string {
  return index.toString(16).padStart(placeDigits, "0");
}
