/** Repairs of the night over three buckets, and what its revisions hold. */

import { expect } from "vitest";
import { NetworkError, ServiceError } from "../../../lib/core/errors.ts";
import { findingSchema, type OpenJob, openJobSchema } from "../../../lib/core/schema/finding.ts";
import { type Group, groupSchema } from "../../../lib/core/schema/group.ts";
import { ledgerSchema } from "../../../lib/core/schema/ledger.ts";
import { summarySchema } from "../../../lib/core/schema/summary.ts";
import type { CloudInfinite } from "../../../lib/ports/cloud-infinite.ts";
import type { AuditRequest } from "../../../lib/usecases/audit/audit-request.ts";
import { type Repair, repairNight } from "../../../lib/usecases/repair/repair-night.ts";
import type { CommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { midnight } from "../../fakes/samples.ts";
import { aCloud, aRequest, audit, dayMs } from "../audit/a-night.ts";
import { contentOf, rowsOf } from "../audit/stored.ts";

export const producer = { name: "job-audit", version: "0.1.0" };
export const signal = new AbortController().signal;
export const hourMs = 3_600_000;

export const denied = new ServiceError("403 AccessDenied", {
  status: 403,
  serviceCode: "AccessDenied",
  requestId: "r1",
});
export const reset = new NetworkError("Cannot reach the service: reset");

/** Of a night with holes. */
export async function auditedWith(options: FakeCiOptions, change: Partial<AuditRequest> = {}) {
  const store = memoryStore();
  const night = await audit(aCloud(options), store, change);
  expect(night.manifest.status).toBe("incomplete");
  return { store, night };
}

/** What there is to be told of the night, had nothing failed. */
export const wholeAnswer = audit(aCloud(), memoryStore()).then(answerOf);

/** The list of p1 breaks off in the afternoon, on the second page of a window. */
export const brokenOff: FakeCiOptions = {
  failJobs: ({ request, page }) =>
    request.scope.queueId === "p1" && page > 1 && request.createdFrom >= midnight + 11 * hourMs ? reset : null,
};

/** Throws for a night that is not committed. */
export async function repair(
  ci: CloudInfinite,
  store: MemoryStore,
  change: Partial<AuditRequest> = {},
  now = midnight + dayMs + 4 * hourMs,
): Promise<Repair> {
  const deps = { ci, store, clock: manualClock(now), producer, onProgress: () => {} };
  const repaired = await repairNight(deps, aRequest(change), signal);
  if (repaired === null) throw new Error("the night is not committed");
  return repaired;
}

/** Files by dataset and content, without what only says how it was read. */
export function answerOf({ manifest }: CommittedNight): readonly string[] {
  return manifest.files.filter(({ dataset }) => dataset !== "ledgers").map(({ key }) => key);
}

/** Ids of jobs that have a row, by what row it is. */
export function recordedIn(store: MemoryStore, committed: CommittedNight): ReadonlySet<string> {
  const result = { ...committed, already: false };
  const ids = (dataset: "findings" | "open") =>
    rowsOf(store, result, dataset).map((row) => `${dataset} ${(row as OpenJob).jobId}`);
  return new Set([...ids("findings"), ...ids("open")]);
}

/** Counts, rows, groups, ledger and summary tell the same. */
export function expectSound(store: MemoryStore, committed: CommittedNight): void {
  const result = { ...committed, already: false };
  const { manifest } = committed;
  const findings = rowsOf(store, result, "findings").map((row) => findingSchema.parse(row));
  const open = rowsOf(store, result, "open").map((row) => openJobSchema.parse(row));
  const groups = rowsOf(store, result, "groups").map((row): Group => groupSchema.parse(row));
  const ledger = rowsOf(store, result, "ledgers").map((row) => ledgerSchema.parse(row));
  const [file] = manifest.files.filter(({ dataset }) => dataset === "summaries");
  const summary = summarySchema.parse(JSON.parse(contentOf(store, file?.key ?? "").toString()));
  const byVerdict = Object.values(manifest.byVerdict).reduce((sum, count) => sum + count, 0);
  expect(new Set(findings.map(({ jobId }) => jobId)).size).toBe(findings.length);
  expect(new Set(open.map(({ jobId }) => jobId)).size).toBe(open.length);
  expect(findings).toHaveLength(byVerdict);
  expect(groups.reduce((sum, { jobs }) => sum + jobs, 0)).toBe(byVerdict);
  expect(ledger.reduce((sum, { jobs }) => sum + jobs, 0)).toBe(manifest.jobs);
  const { jobs, byState } = summary;
  expect({ jobs, byState, byVerdict: summary.byVerdict }).toEqual({
    jobs: manifest.jobs,
    byState: manifest.byState,
    byVerdict: manifest.byVerdict,
  });
  const isOpen = ([state]: [string, number]) => !["Success", "Failed", "Cancel"].includes(state);
  const openJobs = Object.entries(byState).filter(isOpen);
  expect(openJobs.reduce((sum, [, count]) => sum + count, 0)).toBe(open.length);
  expect(summary.complete).toBe(manifest.status === "complete");
  expect(manifest.status === "complete").toBe(manifest.holes.length === 0);
  for (const scope of summary.scopes) {
    const lines = ledger.filter((line) => line.queueId === scope.queueId && line.tag === scope.tag);
    expect(lines.reduce((sum, line) => sum + line.jobs, 0)).toBe(scope.jobs);
    if (!scope.complete) expect(lines.every(({ tally }) => tally !== null)).toBe(true);
  }
}
