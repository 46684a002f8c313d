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
  /** Jobs of seconds before this one, which nothing can change any more; empties them from the buffer. */
  takeBefore(second: number): readonly Job[];
  takeAll(): readonly Job[];
  readonly size: number;
}

export function createJobBuffer(): JobBuffer {
  let second = Number.NEGATIVE_INFINITY;
  let jobs = new Map<string, Job>();
  const takeAll = () => {
    const taken = [...jobs.values()];
    jobs = new Map();
    return taken;
  };
  return {
    add(job) {
      second = Math.max(second, secondOf(job.createdAt));
      const earlier = jobs.get(job.id);
      jobs.set(job.id, earlier === undefined ? job : reconcile(earlier, job));
      return earlier === undefined;
    },
    takeBefore: (next) => (second < next ? takeAll() : []),
    takeAll,
    get size() {
      return jobs.size;
    },
  };
}
