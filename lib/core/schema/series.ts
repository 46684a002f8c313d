/** A night in short: what statistics need of it, so that two months of history are a small read. */

import * as z from "zod";
import { count, date, family, instant, scopeFields, sha256, span } from "./common.ts";

const phase = z
  .strictObject({ jobs: count, p50Ms: count, p90Ms: count, p99Ms: count })
  .nullable()
  .describe("null: none ended");

const seriesScope = z.strictObject({
  ...scopeFields,
  complete: z.boolean(),
  jobs: count,
  failed: count,
  ended: count.describe("succeeded or failed: what a rate is of"),
  stuck: count.describe("of verdict stuck.queued or stuck.running"),
  wait: phase,
  run: phase,
  operations: z.array(z.strictObject({ operation: z.string(), failed: count, ended: count })),
});
export type SeriesScope = z.infer<typeof seriesScope>;

/** Follows from the manifest that it names, and can be made again from the report at any time. */
export const seriesNightSchema = z.strictObject({
  schema: z.literal("job-audit/series-night/v1"),
  family,
  night: date,
  manifestSha256: sha256.describe("of the night's manifest, which it is made of"),
  complete: z.boolean(),
  span,
  asOf: instant,
  scopes: z.array(seriesScope).describe("in the order of scopes"),
});
export type SeriesNight = z.infer<typeof seriesNightSchema>;
