/** From a fate to the times and the outcome that the service would tell. */

import type { EmulatedJob } from "../world.ts";
import type { Arrival } from "./arrivals.ts";
import type { Fate, LateFate } from "./fates.ts";
import { startOfWaiting } from "./pauses.ts";
import type { Random } from "./random.ts";

export type History = Pick<EmulatedJob, "createdAt" | "startedAt" | "endedAt" | "outcome" | "forgottenAt">;

/** Words that no page of the vendor lists among a job's states. */
const undocumentedStates = ["Suspended", "Expired", "Archived"] as const;

export function historyOf(arrival: Arrival, fate: Fate, random: Random): History {
  const { createdAt, waitMs, runMs } = arrival;
  const startedAt = createdAt + waitMs;
  const endedAt = startedAt + runMs;
  switch (fate.kind) {
    case "success":
    case "hidden-failure":
      return { createdAt, startedAt, endedAt, outcome: "Success" };
    case "failed":
      return { createdAt, startedAt, endedAt, outcome: "Failed" };
    case "cancelled":
      return { createdAt, startedAt: null, endedAt: startedAt, outcome: "Cancel" };
    case "held":
      return heldHistory(arrival);
    case "hangs-queued":
      return { createdAt, startedAt: null, endedAt: null, outcome: "Submitted" };
    case "hangs-running":
      return { createdAt, startedAt, endedAt: null, outcome: "Running" };
    case "unknown-state":
      return { createdAt, startedAt, endedAt: null, outcome: random.pick(undocumentedStates) };
    case "late":
      return lateHistory(arrival, fate, fate.at + random.below(600) * 1000);
  }
}

/** What waited out a pause succeeds. */
function heldHistory(arrival: Arrival): History {
  const { createdAt, runMs, queue } = arrival;
  const startedAt = startOfWaiting(arrival, queue.pauses);
  if (startedAt === Number.POSITIVE_INFINITY) return { createdAt, startedAt: null, endedAt: null, outcome: "Pause" };
  return { createdAt, startedAt, endedAt: startedAt + runMs, outcome: "Success" };
}

function lateHistory({ createdAt, waitMs, runMs }: Arrival, { late }: LateFate, at: number): History {
  const runs = late.hangs === "running";
  const startedAt = runs ? createdAt + waitMs : null;
  switch (late.becomes) {
    case "gone":
      return { createdAt, startedAt, endedAt: null, outcome: runs ? "Running" : "Submitted", forgottenAt: at };
    case "Running":
      return { createdAt, startedAt: at, endedAt: null, outcome: "Running" };
    case "Cancel":
      return { createdAt, startedAt, endedAt: at, outcome: "Cancel" };
    default:
      return { createdAt, startedAt: startedAt ?? at - runMs, endedAt: at, outcome: late.becomes };
  }
}
