/** Below these nobody is told; docs/alerts.md lists them. */

import type { Severity } from "../schema/signals.ts";

/** Jobs of a group, of stuck ones, or of ones that failed late. */
export const jobsFloor = 3;

/** From this many jobs on, no matter of what share, trouble is critical. */
const criticalJobs = 1000;

/** Half of a floor is not quiet yet; between the two nothing opens and nothing resolves. */
export function isAboveHalf(value: number, floor: number): boolean {
  return value > floor / 2;
}

export function severityOf(jobs: number): Severity {
  return jobs >= criticalJobs ? "critical" : "warning";
}
