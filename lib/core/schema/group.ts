/**
 * Groups: the findings of one scope with one fingerprint, as one line. Scopes come in their order, then fingerprints.
 *
 * A night that writes several versions of fingerprints groups its findings once by each of them.
 */

import * as z from "zod";
import { verdicts } from "../verdict.ts";
import { count, instant, scopeFields } from "./common.ts";
import { jobColumns } from "./finding.ts";

export const maxSamples = 3;

export const groupSchema = z.strictObject({
  ...scopeFields,
  fingerprint: z.string().describe("identity of the kind of failure, with its version"),
  schema: z.literal("job-audit/group/v1"),
  verdict: z.enum(verdicts),
  code: z.string().describe("of the first job; of a hidden failure, what failed inside"),
  message: z.string().describe("of the first job; where the service tells none, the reason of the verdict"),
  operation: jobColumns.operation.describe("of all jobs; null where they differ"),
  jobs: count.min(1),
  distinctMessages: count
    .default(0)
    .describe("of all jobs; 32 means so many or more, 0 that they were not counted, as in older lines"),
  overGrouped: z
    .boolean()
    .default(false)
    .describe("more than 90 % of the scope's failures with more than 20 messages: it may hold several kinds"),
  firstCreatedAt: instant,
  lastCreatedAt: instant,
  samples: z.array(z.string()).min(1).max(maxSamples).describe("ids of the first jobs by creation time"),
});
export type Group = z.infer<typeof groupSchema>;
