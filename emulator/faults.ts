/**
 * Scripted faults: rules as data, so that a scenario file can say "page 2 of this queue answers 503 twice, then resets".
 *
 * The first rule that matches a request and is not used up decides; a rule counts only the requests that reach it.
 */

import * as z from "zod";

/** What can go wrong without a word about status or timing. */
const faultWords = [
  /** The connection is reset; the request was never seen to. */
  "reset",
  /** The request is carried out, and the connection reset before the answer. */
  "lost-reply",
  /** Status and headers arrive, then the connection is reset. */
  "reset-after-headers",
  /** Half of the body, and a Content-Length that agrees with it. */
  "cut",
  /** Half of the body, and the Content-Length of the whole. */
  "cut-wrong-length",
  /** 200 with a page for people. */
  "html",
  /** 200 with JSON where XML is due. */
  "json",
  /** 200 with an error document. */
  "error-in-200",
  /** The whole answer, a few bytes at a time. */
  "drip",
  /** A whole answer that is not XML any more. */
  "garbage",
] as const;

/** Texts match whole; `*` stands for anything. */
const pattern = z.string().min(1);

const matchSchema = z.strictObject({
  method: z.string().optional(),
  host: pattern.optional(),
  path: pattern.optional(),
  query: z.record(z.string(), pattern).optional(),
  /** Number of the page in its chain or list, from 1. */
  page: z.int().min(1).optional(),
  /** Any answer that tells of this job, whatever the page size. */
  jobId: z.string().min(1).optional(),
});

const actionSchema = z.union([
  z.enum(faultWords),
  z.strictObject({
    status: z.int().min(300).max(599),
    code: z.string().min(1),
    message: z.string().optional(),
    /** Seconds. */
    retryAfter: z.int().min(0).optional(),
  }),
  z.strictObject({ drip: z.strictObject({ bytes: z.int().min(1), everyMs: z.int().min(0) }) }),
]);

const ruleSchema = z.strictObject({
  match: matchSchema,
  /** The first of the matching requests that is hit, from 1. */
  nth: z.int().min(1).default(1),
  /** How many in a row; without it all that follow. */
  times: z.int().min(1).optional(),
  fault: actionSchema,
});

export const faultRulesSchema = z.array(ruleSchema).readonly();

export type FaultRule = z.input<typeof ruleSchema>;
export type FaultMatch = z.infer<typeof matchSchema>;
export type FaultAction = z.infer<typeof actionSchema>;
