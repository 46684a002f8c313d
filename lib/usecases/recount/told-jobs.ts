/** The jobs that a committed night tells of by their id, in one scope: its findings and its open jobs. */

import { type NightName, scopePartKey } from "../../core/key.ts";
import type { Finding, OpenJob } from "../../core/schema/finding.ts";
import type { FileEntry, Manifest } from "../../core/schema/manifest.ts";
import type { Scope } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { mergeRows } from "../diff/merge-rows.ts";
import { filesOf, readRows } from "../report/read-lines.ts";

export type ToldJob = Pick<Finding | OpenJob, "createdAt" | "jobId">;

/** In the order of creation, each job once: what is stuck is both found and open. */
export async function* readToldJobs(
  store: ReportStore,
  manifest: Manifest,
  scope: Scope,
  signal: AbortSignal,
): AsyncGenerator<ToldJob> {
  const found = filesOfScope(manifest, "findings", scope);
  const open = filesOfScope(manifest, "open", scope);
  const streams = [
    readRows<Finding>(store, found, "job-audit/finding/v1", signal),
    readRows<OpenJob>(store, open, "job-audit/open-job/v1", signal),
  ];
  for await (const rows of mergeRows<ToldJob>(streams, keyOf)) yield* rows.filter((row) => row !== null).slice(0, 1);
}

function keyOf({ createdAt, jobId }: ToldJob): string {
  return `${createdAt}/${jobId}`;
}

function filesOfScope(manifest: Manifest, dataset: "findings" | "open", scope: Scope): readonly FileEntry[] {
  const night: NightName = { family: manifest.family, date: manifest.night };
  const folder = scopePartKey(dataset, night, scope)({ index: 0, sha256: "" }).replace(/[^/]*$/, "");
  return filesOf(manifest, dataset).filter(({ key }) => key.startsWith(folder));
}
