/** One stratum that was tested for a spike, also where it was quiet: every number that an alert rests on. */

import * as z from "zod";
import { count, date, scopeFields, text } from "./common.ts";

const rateLevels = ["scope", "operation", "group"] as const;

const rateMethods = ["beta-binomial", "mid-p", "gamma-poisson", "none"] as const;

const rateVerdicts = [
  "spike",
  "below-floor",
  "not-significant",
  "quiet",
  "too-few",
  "incomplete",
  "no-history",
] as const;
export type RateVerdict = (typeof rateVerdicts)[number];

const failures = z.strictObject({ failed: count, ended: count });

/** What a test came to; the same columns in a spike's line. */
export const rateFigures = {
  level: z.enum(rateLevels),
  operation: text.describe("null: all of the scope, or of the group"),
  fingerprint: text.describe("null: of no group"),
  before: failures.describe("sums of the nights that it is compared with"),
  after: failures.describe("of this night"),
  nights: z.array(date).describe("that it is compared with, newest first: complete, and without an alert of their own"),
  leftOut: z.array(date).describe("nights of the history that alerted themselves"),
  weekdays: z.boolean().describe("whether only nights of this weekday were taken"),
  method: z.enum(rateMethods),
  dispersion: z.number().nullable().describe("intra-class correlation of the nights; null: not estimated"),
  expected: z.number().nullable().describe("failures, at the rate of those nights"),
  low: z.number().nullable().describe("of the band that 95 % of nights like those stay in, in failures"),
  high: z.number().nullable(),
  excess: z.number().nullable().describe("failures above the expected"),
  ratio: z.number().nullable().describe("of the rates; null: there was none before"),
  ratioLow: z.number().nullable().describe("95 % interval"),
  ratioHigh: z.number().nullable(),
  p: z.number().nullable(),
  q: z.number().nullable().describe("corrected for all tests of the night, after Benjamini and Hochberg"),
  floor: z.strictObject({ ratio: z.number(), excess: z.number() }).describe("an effect below either is no spike"),
  provisional: z.boolean().describe("fewer than seven nights to compare with"),
};

export const rateTestSchema = z.strictObject({
  schema: z.literal("job-audit/rate-test/v1"),
  ...scopeFields,
  ...rateFigures,
  verdict: z.enum(rateVerdicts),
  reason: z.string().describe("the verdict in words"),
});
export type RateTest = z.infer<typeof rateTestSchema>;
