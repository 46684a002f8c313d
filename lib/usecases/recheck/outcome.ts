/** What came of the attempt to see one job again. */

import { holeFrom, isOutage } from "../../core/failure-cause.ts";
import type { Hole } from "../../core/hole.ts";
import type { Job } from "../../core/job.ts";
import { secondMs, secondOf, type Window } from "../../core/window.ts";
import type { Judged } from "./judge-again.ts";
import type { KnownJob } from "./known-job.ts";

export type Outcome =
  | { readonly kind: "seen"; readonly job: Job }
  /** Asked for alone, the service said that it does not exist. */
  | { readonly kind: "vanished" }
  /** An earlier run saw it again, and judged it. */
  | { readonly kind: "told"; readonly judged: Judged }
  | Failed;

/** It was not seen, and nothing is known of it: a hole over its second. */
export interface Failed {
  readonly kind: "failed";
  readonly hole: Hole;
  /** Whether the next one is likely to fail too, whichever it is. */
  readonly outage: boolean;
}

/** Throws what is no answer of the service. */
export function failedOutcome(error: unknown, known: KnownJob, evidence: string | null): Failed {
  const hole = { ...holeFrom(error, secondOfJob(known)), evidence };
  return { kind: "failed", hole, outage: isOutage(error) };
}

/** The same failure, of another job. */
export function failedAlike(failed: Failed, known: KnownJob): Failed {
  return { ...failed, hole: { ...failed.hole, ...secondOfJob(known) } };
}

/** It was not asked for, so that others could be. */
export function leftOut(known: KnownJob): Failed {
  const detail = "maxLookups allows no more look-ups";
  const hole = { ...secondOfJob(known), cause: "lookups-spent", detail, requestId: null, evidence: null } as const;
  return { kind: "failed", hole, outage: false };
}

function secondOfJob({ row }: KnownJob): Window {
  const from = secondOf(Date.parse(row.createdAt));
  return { from, to: from + secondMs };
}
