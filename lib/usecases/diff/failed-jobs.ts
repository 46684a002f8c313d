/**
 * The jobs that a night told to have failed: its own, and those of earlier nights that it learned to have failed since.
 *
 * Each failure belongs to the one night that told it, so that none counts twice and none is lost that came late.
 */

import { scopePartKey } from "../../core/key.ts";
import type { Amendment } from "../../core/schema/carried.ts";
import type { Finding } from "../../core/schema/finding.ts";
import type { FileEntry, Manifest } from "../../core/schema/manifest.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { filesOf } from "../report/read-lines.ts";
import type { Baseline } from "./comparison.ts";
import { readMarked } from "./read-marked.ts";

export type FailedJob = Finding | Amendment;

const mark = '"verdict":"failed"';

/** All of a night, its findings first, each in the order of the report. */
export async function* failedJobsOf(
  store: ReportStore,
  manifest: Manifest,
  signal: AbortSignal,
): AsyncGenerator<FailedJob> {
  yield* failedFindings(store, filesOf(manifest, "findings"), signal);
  yield* failedLate(store, manifest, signal);
}

/** Of the scopes that have this baseline; what the same night says of another scope may be full of holes. */
export async function* failedJobsSince(
  store: ReportStore,
  baseline: Baseline,
  signal: AbortSignal,
): AsyncGenerator<FailedJob> {
  yield* failedFindings(store, findingsOf(baseline), signal);
  const scopes = new Set(baseline.scopes.map(({ scope }) => scopeKey(scope)));
  for await (const job of failedLate(store, baseline.night.manifest, signal)) {
    if (scopes.has(scopeKey(job))) yield job;
  }
}

/** Of the night's own jobs, those of one scope; what the night learned later of other nights' jobs is not among them. */
export function failedFindingsOf(
  store: ReportStore,
  { manifest, scope }: { readonly manifest: Manifest; readonly scope: Scope },
  signal: AbortSignal,
): AsyncGenerator<Finding> {
  return failedFindings(store, findingFiles(manifest, [scope]), signal);
}

/** How many there can be. */
export function mostFailedJobs(baseline: Baseline): number {
  const files = [...findingsOf(baseline), ...filesOf(baseline.night.manifest, "amendments")];
  return files.reduce((total, { rows }) => total + rows, 0);
}

async function* failedFindings(
  store: ReportStore,
  files: readonly FileEntry[],
  signal: AbortSignal,
): AsyncGenerator<Finding> {
  for await (const finding of readMarked<Finding>(store, { files, schema: "job-audit/finding/v1", mark }, signal)) {
    if (finding.verdict === "failed") yield finding;
  }
}

async function* failedLate(store: ReportStore, manifest: Manifest, signal: AbortSignal): AsyncGenerator<Amendment> {
  const files = filesOf(manifest, "amendments");
  for await (const job of readMarked<Amendment>(store, { files, schema: "job-audit/amendment/v1", mark }, signal)) {
    if (job.verdict === "failed") yield job;
  }
}

function findingsOf({ night: { manifest }, scopes }: Baseline): readonly FileEntry[] {
  return findingFiles(
    manifest,
    scopes.map(({ scope }) => scope),
  );
}

function findingFiles(manifest: Manifest, scopes: readonly Scope[]): readonly FileEntry[] {
  const folders = new Set(scopes.map((scope) => folderOf(manifest, scope)));
  return filesOf(manifest, "findings").filter(({ key }) => folders.has(key.slice(0, key.lastIndexOf("/"))));
}

function folderOf({ family, night }: Manifest, scope: Scope): string {
  const key = scopePartKey("findings", { family, date: night }, scope)({ index: 0, sha256: "" });
  return key.slice(0, key.lastIndexOf("/"));
}
