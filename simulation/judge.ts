/**
 * The oracle: holds what was played to what was promised, by the true history of every job and the whole history of
 * writes. It shares no decision with the program, and is silent only where all is well.
 */

import { gather } from "./oracle/audited-night.ts";
import { checkBounds } from "./oracle/check-bounds.ts";
import { checkCommits } from "./oracle/check-commits.ts";
import { checkCounts } from "./oracle/check-counts.ts";
import { checkDiffs } from "./oracle/check-diffs.ts";
import { checkIncidents } from "./oracle/check-incidents.ts";
import { checkJobs } from "./oracle/check-jobs.ts";
import { checkLate } from "./oracle/check-late.ts";
import { checkLiveness } from "./oracle/check-liveness.ts";
import { checkOutdated } from "./oracle/check-outdated.ts";
import { checkPlaces } from "./oracle/check-places.ts";
import { checkRate } from "./oracle/check-rate.ts";
import { checkReread } from "./oracle/check-reread.ts";
import { checkRetries } from "./oracle/check-retries.ts";
import { checkSame } from "./oracle/check-same.ts";
import { checkSecrets } from "./oracle/check-secrets.ts";
import { checkSpans } from "./oracle/check-spans.ts";
import { checkStatus } from "./oracle/check-status.ts";
import { checkThresholds } from "./oracle/check-thresholds.ts";
import { checkWatched } from "./oracle/check-watched.ts";
import { readReported } from "./oracle/reported.ts";
import type { SimulationPlan } from "./plan.ts";
import type { Played, Violation } from "./played.ts";

const checks = [
  checkSpans,
  checkCounts,
  checkJobs,
  checkPlaces,
  checkStatus,
  checkCommits,
  checkDiffs,
  checkIncidents,
  checkLiveness,
  checkLate,
  checkOutdated,
  checkRetries,
  checkThresholds,
  checkReread,
  checkRate,
  checkWatched,
] as const;

export function judge(plan: SimulationPlan, played: Played): readonly Violation[] {
  const reported = readReported(played);
  const evidence = gather(plan, played, reported.nights);
  return [
    ...reported.violations,
    ...checks.flatMap((check) => [...check(evidence)]),
    ...checkBounds(plan, played),
    ...checkSecrets(plan, played),
  ];
}

/** Holds a play to one of its `calmPlan`. */
export function judgeSame(plan: SimulationPlan, played: Played, calm: Played): readonly Violation[] {
  return [
    ...checkSame(gather(plan, played, readReported(played).nights), gather(plan, calm, readReported(calm).nights)),
  ];
}
