/**
 * One line of a diff: one thing that lasts from night to night, before and after.
 *
 * `worse` marks what got worse against the baseline; the other lines are there so that nobody has to wonder.
 * `baselineState` is used as SARIF 2.1.0 has it, with `unknown` and `regressed` added.
 */

import * as z from "zod";
import { verdicts } from "../verdict.ts";
import { count, date, family, instant, scopeFields, text } from "./common.ts";
import { jobColumns } from "./finding.ts";
import { groupSchema } from "./group.ts";
import { rateFigures } from "./rate-test.ts";
import { whySchema } from "./why.ts";

export const baselineStates = ["new", "regressed", "updated", "unchanged", "absent", "unknown"] as const;
export type BaselineState = (typeof baselineStates)[number];

export const carriedOutcomes = [
  "still-open",
  "not-seen",
  "changed",
  "failed",
  "succeeded",
  "retried",
  "hidden-failure",
  "cancelled",
  "vanished",
  "unrecognised",
] as const;
export type CarriedOutcome = (typeof carriedOutcomes)[number];

const queueChanges = [
  "paused",
  "resumed",
  "callback-off",
  "callback-on",
  "callback-changed",
  "limits-changed",
  "gone",
  "new",
] as const;
export type QueueChange = (typeof queueChanges)[number];

const coverages = ["complete", "incomplete", "gone", "not-audited"] as const;
export type Coverage = (typeof coverages)[number];

const head = { schema: z.literal("job-audit/regression/v1") };
const worse = z.boolean().describe("whether this got worse");
const baseline = date.nullable().describe("the night it is compared with; null: there is none");
const samples = z.array(z.string()).describe("ids of jobs");

const group = z.strictObject({
  ...head,
  kind: z.literal("group"),
  ...scopeFields,
  fingerprint: groupSchema.shape.fingerprint.describe(
    "identity of the kind of failure, of the newest version that the night and its history share",
  ),
  worse,
  baselineState: z.enum(baselineStates),
  baseline,
  verdict: z.enum(verdicts),
  code: z.string(),
  message: z.string(),
  operation: jobColumns.operation,
  before: count.nullable().describe("jobs in the baseline; null: not known"),
  after: count.nullable().describe("jobs in this night; null: not known"),
  firstSeen: date.describe("the earliest night, of those looked into, that has it"),
  lastSeen: date.describe("the latest night that has it"),
  knownCode: z
    .boolean()
    .default(false)
    .describe("whether the baseline has a group of the same scope, verdict and code"),
  flapping: z
    .boolean()
    .default(false)
    .describe("whether it came and went four times or more in the last 20 complete nights"),
  overGrouped: groupSchema.shape.overGrouped,
  samples,
});
export type GroupChange = z.infer<typeof group>;

const carried = z.strictObject({
  ...head,
  kind: z.literal("carried"),
  ...scopeFields,
  worse,
  outcome: z
    .enum(carriedOutcomes)
    .describe(
      "what became of open jobs of earlier nights; a job that changed is told as that, whether or not it is stuck still; " +
        "not-seen: it could not be seen again, and is as it was known last; retried: it failed, vanished or hangs still, and " +
        "another job did the same work with success since",
    ),
  verdict: z.enum(verdicts).nullable(),
  jobs: count,
  oldest: instant.describe("creation of the oldest"),
  nights: z.array(date).describe("the nights they are from"),
  samples,
});
export type CarriedChange = z.infer<typeof carried>;

const input = z.strictObject({
  ...head,
  kind: z.literal("input"),
  ...scopeFields,
  worse,
  outcome: z.enum(["failed-again", "recovered"]),
  createdAt: instant,
  jobId: z.string().describe("a job of this night, or one of an earlier night that this night learned to have failed"),
  input: jobColumns.input,
  operation: jobColumns.operation,
  code: z.string(),
});
export type InputChange = z.infer<typeof input>;

const failures = z.strictObject({ failed: count, ended: count }).nullable().describe("plain counts; null: not known");

const rate = z.strictObject({
  ...head,
  kind: z.literal("rate"),
  ...scopeFields,
  worse,
  baseline,
  operation: text.describe("null: all of the scope"),
  before: failures,
  after: failures,
});
export type RateChange = z.infer<typeof rate>;

const quantiles = z
  .strictObject({ jobs: count, p50Ms: count, p90Ms: count, p99Ms: count })
  .nullable()
  .describe("null: none ended, or not known");

const duration = z.strictObject({
  ...head,
  kind: z.literal("duration"),
  ...scopeFields,
  worse,
  baseline,
  phase: z.enum(["wait", "run"]),
  before: quantiles,
  after: quantiles,
});
export type DurationChange = z.infer<typeof duration>;

const queue = z.strictObject({
  ...head,
  kind: z.literal("queue"),
  family,
  region: z.string(),
  bucket: z.string(),
  queueId: z.string(),
  name: text,
  worse,
  baseline,
  change: z.enum(queueChanges),
  before: text,
  after: text,
});
export type QueueChangeRow = z.infer<typeof queue>;

const coverage = z.strictObject({
  ...head,
  kind: z.literal("coverage"),
  ...scopeFields,
  worse,
  baseline: date.nullable().describe("the committed night before this one"),
  before: z.enum(coverages),
  after: z.enum(coverages).describe("gone: it was read whole, but its queue is not listed any more"),
  holes: count,
});
export type CoverageChange = z.infer<typeof coverage>;

/** A failure rate above what the nights before let expect, by more than chance and by enough to matter. */
const spike = z.strictObject({
  ...head,
  kind: z.literal("spike"),
  ...scopeFields,
  worse,
  baseline,
  code: text.describe("of the group; null: of no group"),
  message: text.describe("of the group; null: of no group"),
  ...rateFigures,
  why: whySchema.nullable().describe("null: not looked into, as for what a wider spike explains"),
});
export type SpikeChange = z.infer<typeof spike>;

/** A failure rate that creeps up, each night by too little to be a spike: a one-sided CUSUM over the nights. */
const drift = z.strictObject({
  ...head,
  kind: z.literal("drift"),
  ...scopeFields,
  worse,
  baseline,
  since: date.describe("the night from which on the sum rose"),
  nights: count.describe("that are summed"),
  statistic: z.number().describe("in standard deviations"),
  threshold: z.number(),
  before: failures.describe("of the nights before it began"),
  after: failures.describe("since it began"),
});
export type DriftChange = z.infer<typeof drift>;

/** Waiting or running that takes longer than in the nights before. */
const slow = z.strictObject({
  ...head,
  kind: z.literal("slow"),
  ...scopeFields,
  worse,
  baseline,
  phase: z.enum(["wait", "run"]),
  quantile: z.enum(["p50Ms", "p90Ms", "p99Ms"]),
  before: count.describe("median of the nights before, in milliseconds"),
  after: count,
  jobs: count,
  nights: count,
  score: z.number().describe("robust z of the logarithm"),
});
export type SlowChange = z.infer<typeof slow>;

export const regressionSchema = z.discriminatedUnion("kind", [
  group,
  carried,
  input,
  spike,
  drift,
  slow,
  rate,
  duration,
  queue,
  coverage,
]);
export type Regression = z.infer<typeof regressionSchema>;
