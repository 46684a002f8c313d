/**
 * What a night that is spread over several instances lies in, below work/: its shards, the plan that names them, and a
 * marker for each that was read.
 *
 * Times of windows are epoch milliseconds, as in progress: nobody but this program reads them.
 */

import * as z from "zod";
import { count, date, family, instant, scopeFields } from "./common.ts";

const number = z.int().min(1);
const ofRun = {
  runId: z.string(),
  family,
  night: date,
  discovery: number.describe("of the discovery whose scopes are read"),
  fanOut: number.describe("how often the run was spread, this time included"),
};

const shardWindow = z.strictObject({ ...scopeFields, from: z.int(), to: z.int() });

export const shardSchema = z.strictObject({
  schema: z.literal("job-audit/shard/v1"),
  ...ofRun,
  number: number.describe("which of the shards of its plan"),
  of: number,
  windows: z.array(shardWindow).min(1).describe("in the order of scopes, ascending"),
  pages: count.describe("as many as are expected"),
  maxRate: z.number().positive().nullable().describe("requests a second at most; null: as many as the host bears"),
  concurrency: number,
});
export type Shard = z.infer<typeof shardSchema>;

export const fanOutSchema = z.strictObject({
  schema: z.literal("job-audit/fan-out/v1"),
  ...ofRun,
  at: instant.describe("when it was planned"),
  shards: z.array(z.string()).min(1).describe("keys of the shards, in the order of their numbers"),
  cuts: z
    .array(z.strictObject({ ...scopeFields, at: z.int() }))
    .describe("where planned windows are cut, so that what was read of one is whole"),
});
export type FanOut = z.infer<typeof fanOutSchema>;

export const shardMarkerSchema = z.strictObject({
  schema: z.literal("job-audit/shard-marker/v1"),
  ...ofRun,
  number,
  at: instant.describe("when all of it was read"),
  windows: count,
  pages: count.describe("of the instance that marked it, as the counts below"),
  jobs: count,
  requests: count,
  retries: count,
  rate: z.number().min(0).describe("requests a second, on average"),
  readMs: count,
  continuations: count.describe("how often it went on in another instance"),
});
export type ShardMarker = z.infer<typeof shardMarkerSchema>;
