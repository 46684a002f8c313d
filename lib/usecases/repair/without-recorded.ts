/**
 * A sink that is not told of the jobs that are recorded already: so that each job is counted once, whatever became of
 * it between two readings. Jobs come by seconds, as the recorded ones do: in memory are the ids of the seconds at hand.
 */

import { isoInstant } from "../../core/instant.ts";
import type { Job } from "../../core/job.ts";
import { createCursor } from "../recheck/cursor.ts";
import type { Run } from "../report/spool.ts";
import type { WindowSink } from "../report/window-sink.ts";
import { type JobKey, runRows } from "./row-streams.ts";

export function withoutRecorded(sink: WindowSink, keys: readonly Run[], signal: AbortSignal): WindowSink {
  const recorded = createCursor(runRows<JobKey>(keys, signal));
  const idsBetween = async (first: string, last: string) => {
    const ids = new Set<string>();
    await recorded.passWhile(({ createdAt }) => createdAt < first);
    await recorded.passWhile(
      ({ createdAt }) => createdAt <= last,
      ({ jobId }) => void ids.add(jobId),
    );
    return ids;
  };
  return {
    ...sink,
    async add(jobs, inHole) {
      const ids = await idsBetween(...timesOf(jobs));
      await sink.add(
        jobs.filter(({ id }) => !ids.has(id)),
        inHole,
      );
    },
  };
}

/** Of the first and the last of them. */
function timesOf(jobs: readonly Job[]): [string, string] {
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const { createdAt } of jobs) {
    first = Math.min(first, createdAt);
    last = Math.max(last, createdAt);
  }
  return [isoInstant(first), isoInstant(last)];
}
