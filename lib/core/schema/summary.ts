/** Counts, rates, durations and coverage of one night, by scope. */

import * as z from "zod";
import { count, counts, date, family, instant, scopeFields, span, text } from "./common.ts";

/** A DDSketch: how many durations fell between two powers of gamma, so that quantiles of several nights can be had. */
const sketch = z.strictObject({
  relativeAccuracy: z.number(),
  zeros: count,
  firstBin: z.int().describe("index of the first bin: it holds values up to gamma to this power"),
  bins: z.array(count),
});
export type Sketch = z.infer<typeof sketch>;

export const durationsSchema = z
  .strictObject({
    count,
    sumMs: count,
    minMs: count.nullable(),
    maxMs: count.nullable(),
    p50Ms: count.nullable(),
    p90Ms: count.nullable(),
    p99Ms: count.nullable(),
    sketch: sketch.nullable().describe("null when there is none"),
  })
  .describe("of jobs that ended; a clock that ran backwards counts as 0");
export type Durations = z.infer<typeof durationsSchema>;

const operationSummary = z.strictObject({
  operation: z.string().describe("a template's id, or the first two words of a rule"),
  templateName: text.default(null).describe("null: of a rule, or none is told, as in older lines"),
  succeeded: count,
  failed: count,
});
export const operationsSchema = z.array(operationSummary).describe("of ended jobs, in the order of their names");

const scopeSummarySchema = z.strictObject({
  ...scopeFields,
  complete: z.boolean(),
  ...counts.shape,
  failureRate: z.number().min(0).max(1).nullable().describe("failed of ended jobs; null when none ended"),
  wait: durationsSchema.describe("creation to start"),
  run: durationsSchema.describe("start to end"),
  operations: operationsSchema,
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
