/**
 * What the run that committed a night took: numbers of a process, which differ from run to run. Null: it was another
 * process, and nothing is told of it.
 */

import type { FamilyName } from "../family.ts";
import type { MetricFamily } from "./metric-family.ts";
import type { RunNumbers } from "./run-tally.ts";
import { createSampleSums } from "./sample-sums.ts";

export function runFamilies(family: FamilyName, version: string, run: RunNumbers | null): readonly MetricFamily[] {
  const sums = createSampleSums();
  sums.add("job_audit_build_info", { version }, 1);
  if (run === null) return sums.families();
  if (run.durationMs !== null) sums.add("job_audit_run_duration_seconds", { family }, run.durationMs / 1000);
  for (const [step, ms] of run.stepMs) sums.add("job_audit_run_step_duration_seconds", { family, step }, ms / 1000);
  sums.add("job_audit_run_resumed_windows", { family }, run.resumedWindows);
  for (const [operation, { requests, retries, throttled, failed }] of run.requests) {
    sums.add("job_audit_run_requests", { family, operation }, requests);
    sums.add("job_audit_run_request_retries", { family, operation }, retries);
    sums.add("job_audit_run_throttled_requests", { family, operation }, throttled);
    sums.add("job_audit_run_failed_requests", { family, operation }, failed);
  }
  return sums.families();
}
