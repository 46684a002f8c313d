/** Jobs that could not be seen again: holes, few however many they are. */

import type { Hole, PlacedHole } from "../../core/hole.ts";
import { scopeKey } from "../../core/scope.ts";
import type { Origin } from "./judge-again.ts";

export interface MissedJobs {
  /** Jobs come in the order of nights, scopes and time. One that was seen ends a hole. */
  add(origin: Origin, hole: Hole | null): void;
  readonly holes: readonly PlacedHole[];
}

/** A hole goes on over what lies between two jobs that follow each other, for nothing is known to be there. */
export function createMissedJobs(): MissedJobs {
  const holes: PlacedHole[] = [];
  let place = "";
  let unbroken = false;
  return {
    holes,
    add({ night, scope }, hole) {
      const here = `${night}/${scopeKey(scope)}`;
      const last = here === place ? holes.at(-1) : undefined;
      if (here !== place) unbroken = false;
      if (hole !== null) {
        place = here;
        const goesOn = last?.cause === hole.cause && (unbroken || last.to === hole.to);
        if (goesOn) holes[holes.length - 1] = { ...last, to: hole.to };
        else holes.push({ ...placeOf(scope), ...hole });
      }
      unbroken = hole !== null;
    },
  };
}

function placeOf({ region, bucket, queueId, tag }: Origin["scope"]): Omit<PlacedHole, keyof Hole> {
  return { region, bucket, queueId, tag };
}
