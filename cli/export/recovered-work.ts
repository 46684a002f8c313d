/**
 * The work that recovered in the nights after a report: what they found to have succeeded after it had failed.
 *
 * Each of those nights is asked for by its name; of one that is not committed nothing is known, and nothing is left out.
 */

import { workKey } from "../../lib/core/job-identity.ts";
import { shiftNight } from "../../lib/core/night.ts";
import type { Manifest } from "../../lib/core/schema/manifest.ts";
import type { Recovery } from "../../lib/core/schema/recovery.ts";
import { createWorkSet, type WorkSet } from "../../lib/core/work-set.ts";
import type { ReportStore } from "../../lib/ports/report-store.ts";
import { readCommittedNight } from "../../lib/usecases/report/read-commit.ts";
import { filesOf, readRows } from "../../lib/usecases/report/read-lines.ts";
import type { ExportCounts } from "./export-counts.ts";
import type { FailedJob } from "./export-kinds.ts";
import type { ReportRows } from "./report-rows.ts";

/** The nights in which a recovery is looked for. */
export interface LaterNights {
  /** The last night that is over. */
  readonly last: string;
  /** How many nights behind the report's own, at most. */
  readonly nights: number;
}

type Reports = AsyncIterable<ReportRows<FailedJob>>;

/** Leaves out and counts the jobs whose work recovered later. */
export async function* withoutRecovered(
  reports: Reports,
  { store, later, counts }: { readonly store: ReportStore; readonly later: LaterNights; readonly counts: ExportCounts },
  signal: AbortSignal,
): AsyncGenerator<ReportRows<FailedJob>> {
  for await (const report of reports) {
    const works = await readRecovered(store, report.manifest, later, signal);
    yield { ...report, rows: notIn(works, report.rows, counts) };
  }
}

async function* notIn(works: WorkSet, jobs: AsyncIterable<FailedJob>, counts: ExportCounts): AsyncGenerator<FailedJob> {
  for await (const job of jobs) {
    const work = workKey(job, job);
    if (work === null || !works.has(work)) yield job;
    else counts.recovered += 1;
  }
}

async function readRecovered(
  store: ReportStore,
  { family, night }: Manifest,
  { last, nights }: LaterNights,
  signal: AbortSignal,
): Promise<WorkSet> {
  const works = createWorkSet();
  for (let days = 1; days <= nights && shiftNight(night, days) <= last; days += 1) {
    const later = await readCommittedNight(store, { family, date: shiftNight(night, days) }, signal);
    if (later !== null) await addRecovered(works, store, later.manifest, signal);
  }
  return works;
}

async function addRecovered(
  works: WorkSet,
  store: ReportStore,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<void> {
  const files = filesOf(manifest, "recoveries");
  for await (const job of readRows<Recovery>(store, files, "job-audit/recovery/v1", signal)) {
    const work = workKey(job, job);
    if (work !== null) works.add(work);
  }
}
