/** One page out of a list of jobs: the next so many that match, from a position on, in either direction. */

import type { EmulatedJob, JobList } from "../world.ts";
import type { PageQuirks } from "./behaviour.ts";
import { inDisorder } from "./disorder.ts";
import type { PageMark } from "./page-token.ts";

/** Indexes `[low, high)` of the list. */
export interface IndexSpan {
  readonly low: number;
  readonly high: number;
}

export interface PageWish {
  readonly span: IndexSpan;
  readonly mark: PageMark;
  readonly size: number;
  readonly order: "Asc" | "Desc";
  readonly inversions: PageQuirks["inversions"] | undefined;
  readonly matches: (job: EmulatedJob) => boolean;
}

export interface Selection {
  readonly jobs: readonly EmulatedJob[];
  /** Where the next page goes on. */
  readonly position: number;
  /** Whether a further job matches. */
  readonly more: boolean;
}

export function startOf({ low, high }: IndexSpan, order: "Asc" | "Desc"): number {
  return order === "Asc" ? low : high - 1;
}

export function selectPage(all: JobList, wish: PageWish): Selection {
  const { span, size, matches, inversions } = wish;
  const step = wish.order === "Asc" ? 1 : -1;
  const jobs: EmulatedJob[] = [];
  let position = wish.mark.position;
  for (; position >= span.low && position < span.high; position += step) {
    const job = all.at(inversions === undefined ? position : inDisorder(all, span, position, inversions));
    if (!matches(job)) continue;
    if (jobs.length === size) return { jobs, position, more: true };
    jobs.push(job);
  }
  return { jobs, position, more: false };
}
