/** A finding: one job that failed or is stuck, one line of the report. The key comes first. */

import * as z from "zod";
import type { Tree } from "../job.ts";
import { verdicts } from "../verdict.ts";
import { instant, objectRef, scopeFields, text } from "./common.ts";

const tree: z.ZodType<Tree> = z.lazy(() => z.union([z.string(), z.array(tree), z.record(z.string(), tree)]));

/** What is told of a job, whether it is found, carried or amended. */
export const jobColumns = {
  state: z.string().describe("as the service spells it"),
  code: z.string().describe("as the service gave it; free text"),
  message: z.string().describe("as the service gave it, URLs cut"),
  fingerprint: z
    .string()
    .describe("identity of the kind of failure, with its version: the newest that the night writes"),
  olderFingerprints: z
    .array(z.string())
    .default([])
    .describe("of the other versions that the night writes, ascending; lines before there were any lack the column"),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  input: objectRef,
  output: objectRef,
  operation: z.strictObject({ templateId: text, templateName: text, rule: text }).nullable(),
  workflow: z.strictObject({ workflowId: text, workflowName: text, runId: text }).nullable(),
  userData: text,
  innerFailures: z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() })),
  extra: z.record(z.string(), tree).describe("elements of the job that have no column"),
};

export const findingSchema = z.strictObject({
  createdAt: instant,
  jobId: z.string().min(1),
  schema: z.literal("job-audit/finding/v1"),
  ...scopeFields,
  verdict: z.enum(verdicts),
  reason: z.string(),
  ...jobColumns,
});
export type Finding = z.infer<typeof findingSchema>;

/** A job that was in no terminal state when it was seen: what a later look needs to find it again. */
export const openJobSchema = z.strictObject({
  createdAt: instant,
  jobId: z.string().min(1),
  schema: z.literal("job-audit/open-job/v1"),
  ...scopeFields,
  state: z.string(),
  startedAt: instant.nullable(),
  input: objectRef,
  operation: jobColumns.operation.default(null).describe("lines before there was the column lack it"),
});
export type OpenJob = z.infer<typeof openJobSchema>;
