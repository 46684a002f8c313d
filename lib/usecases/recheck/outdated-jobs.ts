/** Open jobs that are too old to be asked for again: one note for those of one night and scope. */

import { scopeKey } from "../../core/scope.ts";
import type { PendingChunk } from "./pending-chunks.ts";
import type { Rechecked } from "./rechecked.ts";

export interface OutdatedJobs {
  add(chunk: PendingChunk): void;
  notes(): Rechecked["notes"];
}

export function createOutdatedJobs(): OutdatedJobs {
  const left = new Map<string, Pick<PendingChunk, "night" | "scope"> & { jobs: number }>();
  return {
    add({ night, scope, jobs }) {
      const key = `${night}/${scopeKey(scope)}`;
      const known = left.get(key) ?? { night, scope, jobs: 0 };
      known.jobs += jobs.length;
      left.set(key, known);
    },
    notes: () =>
      [...left.values()].map(({ night, scope: { region, bucket, queueId, tag }, jobs }) => {
        const [what, are] = jobs === 1 ? ["1 open job", "is"] : [`${jobs} open jobs`, "are"];
        const note = `${what} of ${night} ${are} older than openMaxAge and will not be asked for again`;
        return { region, bucket, queueId, tag, note };
      }),
  };
}
