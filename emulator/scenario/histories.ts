/** From a fate to the times and the outcome that the service would tell. */

import type { EmulatedJob } from "../world.ts";
import type { Arrival } from "./arrivals.ts";
import type { Fate } from "./fates.ts";
import type { Random } from "./random.ts";

export type History = Pick<EmulatedJob, "createdAt" | "startedAt" | "endedAt" | "outcome">;

/** Words that no page of the vendor lists among a job's states. */
const undocumentedStates = ["Suspended", "Expired", "Archived"] as const;

export function historyOf({ createdAt, waitMs, runMs }: Arrival, { kind }: Fate, random: Random): History {
  const startedAt = createdAt + waitMs;
  const endedAt = startedAt + runMs;
  switch (kind) {
    case "success":
    case "hidden-failure":
      return { createdAt, startedAt, endedAt, outcome: "Success" };
    case "failed":
      return { createdAt, startedAt, endedAt, outcome: "Failed" };
    case "cancelled":
      return { createdAt, startedAt: null, endedAt: startedAt, outcome: "Cancel" };
    case "held":
      return { createdAt, startedAt: null, endedAt: null, outcome: "Pause" };
    case "hangs-queued":
      return { createdAt, startedAt: null, endedAt: null, outcome: "Submitted" };
    case "hangs-running":
      return { createdAt, startedAt, endedAt: null, outcome: "Running" };
    case "unknown-state":
      return { createdAt, startedAt, endedAt: null, outcome: random.pick(undocumentedStates) };
  }
}
