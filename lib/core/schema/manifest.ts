/** The manifest names every file of one revision of a night; the commit names the manifest. */

import * as z from "zod";
import { count, counts, date, family, hole, instant, sha256, span } from "./common.ts";

/** What is said of a file, whatever it holds. */
export const fileFields = {
  key: z.string().describe("relative to the store's root"),
  bytes: count,
  rows: count,
  sha256: sha256.describe("of the bytes as stored"),
  uncompressedBytes: count,
  uncompressedSha256: sha256,
};

const datasets = [
  "findings",
  "groups",
  "open",
  "carried",
  "amendments",
  "recoveries",
  "queues",
  "ledgers",
  "thresholds",
  "summaries",
] as const;

const fileSchema = z.strictObject({ dataset: z.enum(datasets), ...fileFields });
export type FileEntry = z.infer<typeof fileSchema>;

const plannedScope = z.strictObject({
  region: z.string(),
  bucket: z.string(),
  queueId: z.string(),
  tag: z.string(),
  origin: z.enum(["discovered", "previous-night"]).describe("a queue that is gone is still asked for"),
  complete: z.boolean(),
});

const fingerprintVersion = z.strictObject({
  version: z.string().describe("stands in each fingerprint before the colon"),
  since: date.describe("the first of the nights in a row, up to this one, that have it"),
});
export type FingerprintVersion = z.infer<typeof fingerprintVersion>;

const note = z.strictObject({
  region: z.string(),
  bucket: z.string(),
  queueId: z.string(),
  tag: z.string(),
  note: z.string(),
});

export const manifestSchema = z.strictObject({
  schema: z.literal("job-audit/manifest/v1"),
  family,
  night: date,
  revision: z.int().min(1),
  runId: z.string(),
  producer: z.strictObject({ name: z.string(), version: z.string() }),
  timeZone: z.string(),
  span,
  asOf: instant,
  status: z.enum(["complete", "incomplete"]),
  settingsDigest: sha256.describe("of the settings that decide what is found"),
  fingerprints: z
    .array(fingerprintVersion)
    .default([])
    .describe("versions by which findings are grouped, ascending; manifests before there were several lack it: v1"),
  previous: z
    .strictObject({ night: date, manifest: z.string() })
    .nullable()
    .describe("whose scopes are asked for again"),
  inputs: z
    .array(z.strictObject({ night: date, manifest: z.string() }))
    .describe("committed nights whose open jobs were seen again, or whose amendments were heeded"),
  ...counts.shape,
  scopes: z.array(plannedScope),
  excluded: z.array(z.strictObject({ bucket: z.string(), queueId: z.string().nullable(), reason: z.string() })),
  notes: z.array(note),
  holes: z.array(hole),
  files: z.array(fileSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const commitSchema = z.strictObject({
  schema: z.literal("job-audit/commit/v1"),
  family,
  night: date,
  revision: z.int().min(1),
  status: z.enum(["complete", "incomplete"]),
  manifest: z.string().describe("key of the manifest, relative to the store's root"),
  manifestSha256: sha256,
  replaces: z.string().nullable().describe("key of the commit that this one replaces"),
  committedAt: instant.describe("by the clock of the run that committed; nothing else in a report depends on it"),
});
export type Commit = z.infer<typeof commitSchema>;
