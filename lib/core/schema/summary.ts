/** Counts, rates, durations and coverage of one night, by scope. */

import * as z from "zod";
import { count, counts, date, family, instant, scopeFields, span } from "./common.ts";

const durationsSchema = z
  .strictObject({ count, sumMs: count, minMs: count.nullable(), maxMs: count.nullable() })
  .describe("of jobs that ended; a clock that ran backwards counts as 0");
export type Durations = z.infer<typeof durationsSchema>;

const scopeSummarySchema = z.strictObject({
  ...scopeFields,
  complete: z.boolean(),
  ...counts.shape,
  failureRate: z.number().min(0).max(1).nullable().describe("failed of ended jobs; null when none ended"),
  wait: durationsSchema.describe("creation to start"),
  run: durationsSchema.describe("start to end"),
});
export type ScopeSummary = z.infer<typeof scopeSummarySchema>;

export const summarySchema = z.strictObject({
  schema: z.literal("job-audit/summary/v1"),
  family,
  night: date,
  span,
  asOf: instant,
  complete: z.boolean(),
  ...counts.shape,
  scopes: z.array(scopeSummarySchema),
});
export type Summary = z.infer<typeof summarySchema>;
