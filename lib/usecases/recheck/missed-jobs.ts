/** Jobs that could not be seen again: one hole for those of one night and scope with one cause, however many. */

import type { Hole, PlacedHole } from "../../core/hole.ts";
import { scopeKey } from "../../core/scope.ts";
import type { Origin } from "./judge-again.ts";

export interface MissedJobs {
  /** Jobs come in the order of nights, scopes and time. */
  add(origin: Origin, hole: Hole): void;
  /** From the first to the last of the jobs; of the first it is told what was seen. */
  holes(): readonly PlacedHole[];
}

interface Missed {
  readonly origin: Origin;
  readonly first: Hole;
  to: number;
  jobs: number;
}

export function createMissedJobs(): MissedJobs {
  const missed = new Map<string, Missed>();
  return {
    add(origin, hole) {
      const key = `${origin.night}/${scopeKey(origin.scope)}/${hole.cause}`;
      const known = missed.get(key) ?? { origin, first: hole, to: hole.to, jobs: 0 };
      known.to = hole.to;
      known.jobs += 1;
      missed.set(key, known);
    },
    holes: () => [...missed.values()].map(toHole),
  };
}

function toHole({ origin: { night, scope }, first, to, jobs }: Missed): PlacedHole {
  const { region, bucket, queueId, tag } = scope;
  const what = jobs === 1 ? "1 open job of" : `${jobs} open jobs of`;
  const detail = `${what} ${night} not seen again: ${first.detail}`;
  return { region, bucket, queueId, tag, ...first, to, detail };
}
