/** What a committed revision holds, each file checked against the manifest before it is believed. */

import { StoreError } from "../../core/errors.ts";
import type { Finding } from "../../core/schema/finding.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { type Summary, summarySchema } from "../../core/schema/summary.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { filesOf, readRows, readStored } from "./read-lines.ts";

/** Findings in the order of scopes, in each by creation time and job id; one packed file is in memory at a time. */
export function readFindings(store: ReportStore, manifest: Manifest, signal: AbortSignal): AsyncGenerator<Finding> {
  return readRows<Finding>(store, filesOf(manifest, "findings"), "job-audit/finding/v1", signal);
}

/** What has the hash that its manifest names is what was written; if it does not fit, another version wrote it. */
export async function readSummary(store: ReportStore, manifest: Manifest, signal: AbortSignal): Promise<Summary> {
  const [file] = filesOf(manifest, "summaries");
  if (file === undefined) throw new StoreError(`Cannot read the summary of ${manifest.night}: the manifest names none`);
  const stored = await readStored(store, file, signal);
  const parsed = summarySchema.safeParse(JSON.parse(Buffer.from(stored).toString("utf8")));
  if (parsed.success) return parsed.data;
  throw new StoreError(`Cannot read ${store.location}/${file.key}: it was written by another version of this program`, {
    cause: parsed.error,
  });
}
