/**
 * How far a walk reads, and how far it has come. A worker that has nothing to do takes the later half of the time that
 * is left to it: the end of the reach comes closer, and what lies behind is read by the other.
 *
 * A cut relies on the order of the list, as a new start of a chain does. Nothing is taken of a walk that is in trouble,
 * and none where the list was seen out of order.
 */

import type { Job } from "../../core/job.ts";
import { halve, secondMs, secondOf, type Window } from "../../core/window.ts";

export interface Reach {
  /** Where the walk ends; what lies behind is another's. */
  to: number;
  /** The second of the last job seen; before that, where the walk begins. */
  at: number;
  /** Jobs a second, as they are expected or as the last page lists them; null while nothing may be taken. */
  density: number | null;
  /** That were read, but for the last one. */
  pages: number;
  /** Whether what is read here counts for nothing any more, since the whole window is read again. */
  void: boolean;
  /** Told after each page. */
  onRead(): void;
}

export function openReach({ from, to }: Window, changes: Partial<Pick<Reach, "density" | "onRead">> = {}): Reach {
  return { to, at: from, density: null, pages: 0, void: false, onRead: () => {}, ...changes };
}

/** How many jobs are likely to be left; 0 where nothing may be taken. */
export function jobsLeft({ at, to, density }: Reach): number {
  return density === null || to - at < 2 * secondMs ? 0 : (density * (to - at)) / secondMs;
}

/**
 * The later half of the time that is left, which is no longer the walk's own; null when that is less than two seconds.
 * Until a page of it is read, it is taken to be as full as the walk was where it was cut.
 */
export function takeHalf(reach: Reach): Reach | null {
  const [, later = null] = halve({ from: reach.at, to: reach.to }) ?? [];
  if (later === null) return null;
  reach.to = later.from;
  return openReach(later, { density: reach.density, onRead: reach.onRead });
}

/**
 * Jobs a second in a page; of one without jobs, or with those of one second only, what it was `before`: a burst says
 * nothing of the time behind it.
 */
export function densityOf(jobs: readonly Job[], before: number | null): number | null {
  const [first, last] = [jobs[0], jobs.at(-1)];
  if (first === undefined || last === undefined || secondOf(first.createdAt) === secondOf(last.createdAt))
    return before;
  return jobs.length / ((last.createdAt - first.createdAt) / secondMs);
}
