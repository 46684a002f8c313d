/** Pieces that several schemas share. Missing values are null, never absent: every line has every column. */

import * as z from "zod";
import { families } from "../family.ts";
import { holeCauses } from "../hole.ts";

export const instant = z.iso.datetime({ precision: 3 }).describe("ISO 8601, UTC, milliseconds");
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const count = z.int().min(0);
export const text = z.string().nullable();
export const date = z.iso.date().describe("a local calendar date, the name of the night");

export const family = z.enum(Object.keys(families) as [keyof typeof families]);

export const scopeFields = {
  family,
  region: z.string(),
  bucket: z.string(),
  queueId: z.string(),
  tag: z.string(),
};

export const objectRef = z.strictObject({ bucket: text, region: text, object: text }).nullable();

export const span = z.strictObject({ from: instant, to: instant }).describe("half-open: from is inside, to is not");

export const hole = z.strictObject({
  region: z.string(),
  bucket: text.describe("null: every bucket of the region"),
  queueId: text.describe("null: every queue of the bucket"),
  tag: text.describe("null: every tag of the queue"),
  from: instant,
  to: instant,
  cause: z.enum(holeCauses),
  detail: z.string(),
  requestId: text,
  evidence: text.describe("key of the raw answer, kept for a while"),
});

const tally = z.record(z.string(), count);

/** Counts of jobs; `byState` is keyed by the service's own words. */
export const counts = z.strictObject({ jobs: count, byState: tally, byVerdict: tally });
export type Counts = z.infer<typeof counts>;
