/** What a committed night measures: from its manifest, its summary and its ledger, and so the same whoever asks. */

import { isKnownState } from "../job.ts";
import type { Commit, Manifest } from "../schema/manifest.ts";
import type { Durations, ScopeSummary, Summary } from "../schema/summary.ts";
import type { Scope } from "../scope.ts";
import { subtractSpans, totalMs } from "../span-set.ts";
import { verdicts } from "../verdict.ts";
import type { Window } from "../window.ts";
import type { LedgerSums } from "./ledger-sums.ts";
import type { MetricFamily } from "./metric-family.ts";
import { mostScopes, type PlaceLabels, placeLabels } from "./place-labels.ts";
import { createSampleSums, type SampleSums } from "./sample-sums.ts";

export interface MeasuredNight {
  readonly manifest: Manifest;
  readonly commit: Pick<Commit, "revision" | "committedAt">;
  readonly summary: Pick<Summary, "scopes">;
  /** By `scopeKey`. */
  readonly ledger: LedgerSums;
}

export function nightFamilies({ manifest, commit, summary, ledger }: MeasuredNight): readonly MetricFamily[] {
  const sums = createSampleSums();
  const placeOf = placeLabels(summary.scopes.length);
  addFrame(sums, manifest, commit);
  addCoverage(sums, manifest, summary.scopes, placeOf);
  for (const scope of summary.scopes) addCounts(sums, scope, placeOf);
  // Quantiles of several scopes cannot be added up.
  if (summary.scopes.length <= mostScopes) for (const scope of summary.scopes) addRates(sums, scope, placeOf);
  addLedger(sums, ledger, placeOf);
  addFiles(sums, manifest);
  return sums.families();
}

function addFrame(sums: SampleSums, { family, span, status }: Manifest, commit: MeasuredNight["commit"]): void {
  sums.add("job_audit_night_start_timestamp_seconds", { family }, Date.parse(span.from) / 1000);
  sums.add("job_audit_night_end_timestamp_seconds", { family }, Date.parse(span.to) / 1000);
  sums.add("job_audit_night_committed_timestamp_seconds", { family }, Date.parse(commit.committedAt) / 1000);
  sums.add("job_audit_night_revision", { family }, commit.revision);
  sums.add("job_audit_night_complete", { family }, status === "complete" ? 1 : 0);
}

/** A hole of a bucket or queue is one of each scope in it. Jobs of earlier nights lie outside of the night's span. */
function addCoverage(
  sums: SampleSums,
  { family, span, holes }: Manifest,
  scopes: readonly ScopeSummary[],
  placeOf: PlaceLabels,
): void {
  const night = windowOf(span);
  let unreadMs = 0;
  for (const scope of scopes) {
    const inScope = holes.filter((hole) => covers(hole, scope)).map(windowOf);
    const ms = totalMs([night]) - totalMs(subtractSpans([night], inScope));
    unreadMs += ms;
    sums.add("job_audit_night_unread_seconds", placeOf(scope), ms / 1000);
  }
  const ofNight = holes.filter((hole) => totalMs(subtractSpans([night], [windowOf(hole)])) < totalMs([night]));
  const unlisted = ofNight.filter((hole) => !scopes.some((scope) => covers(hole, scope)));
  sums.add("job_audit_night_unlisted_places", { family }, new Set(unlisted.map(placeKey)).size);
  const wholeMs = scopes.length * totalMs([night]);
  // Of what nobody could list no share is known, and that of the rest would look like that of all.
  if (wholeMs > 0 && unlisted.length === 0)
    sums.add("job_audit_night_coverage_ratio", { family }, 1 - unreadMs / wholeMs);
  for (const { cause } of holes) sums.add("job_audit_night_holes", { family, cause }, 1);
}

function placeKey({ region, bucket, queueId, tag }: Manifest["holes"][number]): string {
  return JSON.stringify([region, bucket, queueId, tag]);
}

function windowOf({ from, to }: { readonly from: string; readonly to: string }): Window {
  return { from: Date.parse(from), to: Date.parse(to) };
}

function covers(hole: Manifest["holes"][number], scope: Scope): boolean {
  return (
    hole.region === scope.region &&
    (hole.bucket ?? scope.bucket) === scope.bucket &&
    (hole.queueId ?? scope.queueId) === scope.queueId &&
    (hole.tag ?? scope.tag) === scope.tag
  );
}

function addCounts(sums: SampleSums, scope: ScopeSummary, placeOf: PlaceLabels): void {
  const place = placeOf(scope);
  const stuck = (scope.byVerdict["stuck.queued"] ?? 0) + (scope.byVerdict["stuck.running"] ?? 0);
  sums.add("job_audit_night_scopes", place, 1);
  sums.add("job_audit_night_incomplete_scopes", place, scope.complete ? 0 : 1);
  sums.add("job_audit_night_stuck_jobs", place, stuck);
  for (const [state, jobs] of Object.entries(scope.byState)) {
    sums.add("job_audit_night_jobs", { ...place, state: isKnownState(state) ? state : "other" }, jobs);
  }
  for (const verdict of verdicts) {
    sums.add("job_audit_night_findings", { ...place, verdict }, scope.byVerdict[verdict] ?? 0);
  }
}

function addRates(sums: SampleSums, scope: ScopeSummary, placeOf: PlaceLabels): void {
  const place = placeOf(scope);
  if (scope.failureRate !== null) sums.add("job_audit_night_failure_ratio", place, scope.failureRate);
  for (const [quantile, ms] of quantilesOf(scope.wait)) {
    sums.add("job_audit_night_job_wait_seconds", { ...place, quantile }, ms / 1000);
  }
  for (const [quantile, ms] of quantilesOf(scope.run)) {
    sums.add("job_audit_night_job_run_seconds", { ...place, quantile }, ms / 1000);
  }
}

function quantilesOf({ p50Ms, p90Ms, p99Ms }: Durations): readonly (readonly [string, number])[] {
  const all = [["0.5", p50Ms] as const, ["0.9", p90Ms] as const, ["0.99", p99Ms] as const];
  return all.flatMap(([quantile, ms]) => (ms === null ? [] : [[quantile, ms] as const]));
}

function addLedger(sums: SampleSums, ledger: LedgerSums, placeOf: PlaceLabels): void {
  for (const { scope, windows, pages, retries, duplicates } of ledger.values()) {
    const place = placeOf(scope);
    sums.add("job_audit_night_windows", place, windows);
    sums.add("job_audit_night_pages", place, pages);
    sums.add("job_audit_night_page_retries", place, retries);
    sums.add("job_audit_night_duplicate_jobs", place, duplicates);
  }
}

/** Of these no file is written where there are none. */
const perhapsNone = ["findings", "open", "carried", "amendments", "recoveries"];

function addFiles(sums: SampleSums, { family, files }: Manifest): void {
  for (const dataset of perhapsNone) sums.add("job_audit_night_rows", { family, dataset }, 0);
  for (const { dataset, rows, bytes } of files) {
    sums.add("job_audit_night_rows", { family, dataset }, rows);
    sums.add("job_audit_night_report_bytes", { family, dataset }, bytes);
  }
}
