/**
 * The threshold by which a night judged the jobs of one scope, with all that it follows from.
 *
 * Written only where learning is on: one line for the wait and one for the run of each scope.
 */

import * as z from "zod";
import { count, date, scopeFields } from "./common.ts";

/** As a summary calls them: creation to start, and start to end. */
const thresholdPhases = ["wait", "run"] as const;
export type ThresholdPhase = (typeof thresholdPhases)[number];

const thresholdSources = ["configured", "queue", "learned", "floor"] as const;

export const thresholdSchema = z.strictObject({
  schema: z.literal("job-audit/threshold/v1"),
  ...scopeFields,
  phase: z.enum(thresholdPhases),
  usedMs: count.describe("a job that waits or runs longer is stuck"),
  source: z
    .enum(thresholdSources)
    .describe(
      "queue: set for this queue; floor: learned, and lower than it may be; configured: nothing could be learned",
    ),
  quantile: z.number().describe("share of jobs that have started, or ended, by then"),
  factor: z.number().describe("how many times the quantile a learned threshold is"),
  floorMs: count.describe("a learned threshold is never lower"),
  minJobs: count.describe("of fewer durations nothing is learned"),
  quantileMs: count.nullable().describe("null: too few durations, or too many jobs have not ended to tell"),
  events: count.describe("durations that are known to their end"),
  censored: count.describe("jobs that were seen to wait or run still: their durations are longer than their ages"),
  nights: z.array(date).describe("those in which the scope is complete, and which were learned from"),
  reason: z.string(),
});
export type ThresholdRow = z.infer<typeof thresholdSchema>;
