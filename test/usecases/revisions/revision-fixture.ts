/** Revisions of one night that hold the rows a test wants, written and committed by the real writer. */

import type { JobDataset } from "../../../lib/core/diff/job-change.ts";
import { nightPartKey, scopePartKey } from "../../../lib/core/key.ts";
import type { OpenJob } from "../../../lib/core/schema/finding.ts";
import type { Manifest } from "../../../lib/core/schema/manifest.ts";
import { toLine } from "../../../lib/usecases/report/line-runs.ts";
import { createReportWriter } from "../../../lib/usecases/report/report-writer.ts";
import { aManifest, night } from "../../fakes/a-manifest.ts";
import type { MemoryStore } from "../../fakes/memory-store.ts";
import { aScope } from "../../fakes/samples.ts";

const signal = new AbortController().signal;

export type Lines = Partial<Record<JobDataset, readonly (object | Buffer)[]>>;

/** Each list of lines is a file of its own; those of findings and open jobs are of one scope. */
export async function revisionOf(store: MemoryStore, files: readonly Lines[]): Promise<Manifest> {
  const writer = createReportWriter(store, signal);
  for (const [dataset, rows] of files.flatMap((lines) => Object.entries(lines) as [JobDataset, object[]][])) {
    const bytes = rows.map((row) => (Buffer.isBuffer(row) ? row : toLine(row)));
    if (dataset === "findings" || dataset === "open") {
      await writer.lines(dataset, scopePartKey(dataset, night, aScope), bytes);
    } else await writer.lines(dataset, nightPartKey(dataset, night), bytes);
  }
  return aManifest({ files: [...writer.files] });
}

export function openJob(jobId: string, change: Partial<OpenJob> = {}): OpenJob {
  return {
    createdAt: "2026-11-20T16:00:00.000Z",
    jobId,
    schema: "job-audit/open-job/v1",
    ...aScope,
    state: "Running",
    startedAt: null,
    input: null,
    operation: null,
    ...change,
  };
}
