/**
 * The jobs of the current second, each once.
 *
 * The service lists in order of creation and tells whole seconds, so a repeat can only stand among the jobs of the
 * second at hand: memory stays that of one second, and a restart from that second loses and doubles nothing.
 */

import { type Job, reconcile } from "../../core/job.ts";
import { secondOf } from "../../core/window.ts";

export interface JobBuffer {
  /** Whether the job is new. Of two observations of one job the better one is kept. */
  add(job: Job): boolean;
  /** Jobs of seconds before this one are settled: nothing can change them any more. */
  settleBefore(second: number): void;
  /** What is settled, in order; empties it from the buffer. */
  takeSettled(): readonly Job[];
  takeAll(): readonly Job[];
  /** Of what is not settled. */
  readonly size: number;
}

export function createJobBuffer(): JobBuffer {
  let second = Number.NEGATIVE_INFINITY;
  /** The first of the second; nearly every one is the only one. */
  let first: Job | null = null;
  /** All of the second, once there are several. */
  let jobs: Map<string, Job> | null = null;
  let settled: Job[] = [];
  const settle = () => {
    if (jobs !== null) for (const job of jobs.values()) settled.push(job);
    else if (first !== null) settled.push(first);
    first = null;
    // A new one each time: what was cleared out of a map stays chained to what comes into it later, all through a walk.
    jobs = null;
  };
  const takeSettled = () => {
    const taken = settled;
    settled = [];
    return taken;
  };
  return {
    add(job) {
      second = Math.max(second, secondOf(job.createdAt));
      if (first === null) {
        first = job;
        return true;
      }
      jobs ??= new Map([[first.id, first]]);
      const earlier = jobs.get(job.id);
      jobs.set(job.id, earlier === undefined ? job : reconcile(earlier, job));
      return earlier === undefined;
    },
    settleBefore(next) {
      if (second < next) settle();
    },
    takeSettled,
    takeAll() {
      settle();
      return takeSettled();
    },
    get size() {
      return jobs?.size ?? (first === null ? 0 : 1);
    },
  };
}
