/** Why a rate rose: which attributes of the failed jobs hold the failures that are too many. */

import * as z from "zod";
import { count, date } from "./common.ts";

export const whyAttributes = [
  "queue",
  "operation",
  "prefix",
  "extension",
  "workflow",
  "code",
  "fingerprint",
  "hour",
] as const;
export type WhyAttribute = (typeof whyAttributes)[number];

const condition = z.strictObject({
  attribute: z.enum(whyAttributes),
  value: z.string().describe("empty: there is none; longer than 200 characters: cut"),
});
export type WhyCondition = z.infer<typeof condition>;

const share = {
  failed: count.describe("failures of this night with it"),
  expected: z.number().describe("failures that nights like those before would have had with it"),
  excess: z.number(),
};

const rankedAttribute = z.strictObject({
  ...condition.shape,
  ...share,
  lift: z.number().nullable().describe("share of the failures now by share before; null: none before"),
  p: z.number().describe("corrected for all attributes that were looked at"),
});
export type RankedAttribute = z.infer<typeof rankedAttribute>;

export const whySchema = z.strictObject({
  extra: z.number().describe("failures that are too many"),
  nights: z.array(date).describe("whose failures it is compared with"),
  rule: z
    .strictObject({
      conditions: z.array(condition).min(1).max(3),
      ...share,
      coverage: z.number().describe("of the failures that are too many"),
    })
    .nullable()
    .describe("the smallest that covers 80 % of them; null: there is none"),
  attributes: z
    .array(rankedAttribute)
    .max(10)
    .describe("those that are more frequent than before, by the excess that they explain"),
  mix: z
    .strictObject({ rates: z.number(), mix: z.number() })
    .nullable()
    .describe("of the rise of the rate: what is because rates of operations rose, and because their shares shifted"),
  sampled: z
    .boolean()
    .describe("whether there were more values than are counted: those that few failures have are then left out"),
});
export type Why = z.infer<typeof whySchema>;
