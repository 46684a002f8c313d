/** Reads rows of a committed revision, file by file, each checked against the manifest before it is believed. */

import type * as z from "zod";
import { StoreError } from "../../core/errors.ts";
import { gunzip } from "../../core/gzip.ts";
import { sha256Hex } from "../../core/hash.ts";
import { type Finding, findingSchema } from "../../core/schema/finding.ts";
import type { FileEntry, Manifest } from "../../core/schema/manifest.ts";
import { type Summary, summarySchema } from "../../core/schema/summary.ts";
import type { ReportStore } from "../../ports/report-store.ts";

/** Findings in the order of scopes, in each by creation time and job id; one file is in memory at a time. */
export async function* readFindings(
  store: ReportStore,
  manifest: Manifest,
  signal: AbortSignal,
): AsyncGenerator<Finding> {
  for (const file of manifest.files.filter(({ dataset }) => dataset === "findings")) {
    const content = await readFile(store, file, signal);
    for (const line of lines(content)) yield parseAs(findingSchema, line, `${store.location}/${file.key}`);
  }
}

export async function readSummary(store: ReportStore, manifest: Manifest, signal: AbortSignal): Promise<Summary> {
  const file = manifest.files.find(({ dataset }) => dataset === "summaries");
  if (file === undefined) throw new StoreError(`Cannot read the summary of ${manifest.night}: the manifest names none`);
  const content = await readFile(store, file, signal);
  return parseAs(summarySchema, content.toString("utf8"), `${store.location}/${file.key}`);
}

/** The uncompressed content of one file that a manifest names. */
export async function readFile(store: ReportStore, file: FileEntry, signal: AbortSignal): Promise<Buffer> {
  const stored = await store.get(file.key, signal);
  const where = `${store.location}/${file.key}`;
  if (stored === null) throw new StoreError(`Cannot read the report: ${where} is missing`);
  if (sha256Hex(stored) !== file.sha256) {
    throw new StoreError(`Cannot trust the report: ${where} was changed since it was committed`);
  }
  const content = file.key.endsWith(".gz") ? gunzip(stored, file.uncompressedBytes) : Buffer.from(stored);
  if (sha256Hex(content) === file.uncompressedSha256) return content;
  throw new StoreError(`Cannot trust the report: ${where} does not hold what its manifest says`);
}

/** What has the hash that its manifest names is what was written; if it does not fit, another version wrote it. */
function parseAs<T>(schema: z.ZodType<T>, json: string, where: string): T {
  const parsed = schema.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  throw new StoreError(`Cannot read ${where}: it was written by another version of this program`, {
    cause: parsed.error,
  });
}

function* lines(content: Buffer): Generator<string> {
  for (let from = 0; from < content.length; ) {
    const feed = content.indexOf(0x0a, from);
    const end = feed === -1 ? content.length : feed;
    if (end > from) yield content.toString("utf8", from, end);
    from = end + 1;
  }
}
