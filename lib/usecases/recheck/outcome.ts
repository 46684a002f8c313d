/** What came of the attempt to see one job again. */

import { holeFrom } from "../../core/failure-cause.ts";
import type { Hole } from "../../core/hole.ts";
import type { Job } from "../../core/job.ts";
import { secondMs, secondOf, type Window } from "../../core/window.ts";
import type { KnownJob } from "./known-job.ts";

export type Outcome =
  | { readonly kind: "seen"; readonly job: Job }
  /** Asked for alone, the service said that it does not exist. */
  | { readonly kind: "vanished" }
  | Failed;

/** It was not seen, and nothing is known of it: a hole over its second. */
export interface Failed {
  readonly kind: "failed";
  readonly hole: Hole;
}

/** Throws what is no answer of the service. */
export function failedOutcome(error: unknown, known: KnownJob, evidence: string | null): Failed {
  return { kind: "failed", hole: { ...holeFrom(error, secondOfJob(known)), evidence } };
}

/** The same failure, of another job. */
export function failedAlike({ hole }: Failed, known: KnownJob): Failed {
  return { kind: "failed", hole: { ...hole, ...secondOfJob(known) } };
}

function secondOfJob({ row }: KnownJob): Window {
  const from = secondOf(Date.parse(row.createdAt));
  return { from, to: from + secondMs };
}
