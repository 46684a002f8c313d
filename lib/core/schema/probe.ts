/**
 * What a probe measured: each question with its answer, what the answer rests on, and when.
 *
 * A question that could not be told has `value` null, `answer` "unknown" and a reason. Evidence is words, counts, ids and
 * request ids: no signature, no token of a page.
 */

import * as z from "zod";
import { count, date, family, instant, text } from "./common.ts";

const place = { region: z.string(), bucket: z.string(), queueId: z.string(), tag: z.string() };
const ms = z.int().describe("milliseconds");

const evidence = z.strictObject({
  asked: z.string().describe("what was asked, in words"),
  outcome: z.enum(["answered", "refused", "denied", "failed"]),
  status: z.int().nullable().describe("of HTTP; null when no answer came"),
  code: text.describe("the service's own"),
  jobs: count.nullable().describe("how many came"),
  ids: z.array(z.string()).describe("of the first jobs that came"),
  unknown: count.nullable().describe("how many ids the answer named as not known"),
  more: z.boolean().nullable().describe("whether a further page was offered"),
  reason: text.describe("why nothing came"),
  requestId: text,
});
export type Evidence = z.infer<typeof evidence>;

function answerOf<Value extends z.ZodType>(value: Value) {
  return z.strictObject({
    question: z.string(),
    answer: z.string().describe("in words, or `unknown`"),
    value: value.nullable(),
    reason: text.describe("why it is unknown"),
    evidence: z.array(evidence),
    measuredAt: instant,
  });
}

const bound = z.enum(["inclusive", "strict"]).nullable();

const bounds = z.strictObject({ start: bound, end: bound });

const timeForms = z.array(
  z.strictObject({
    form: z.enum(["+0800", "+08:00", "Z", "none"]).describe("how the offset is written; none: it is left out"),
    outcome: z.enum(["same", "differs", "refused", "unknown"]),
    status: z.int().nullable(),
    code: text,
  }),
);

const oldestListed = z.strictObject({
  scopes: z.array(
    z.strictObject({
      ...place,
      outcome: z.enum(["job", "no-job", "refused", "unknown"]),
      jobId: text,
      createdAt: instant.nullable(),
    }),
  ),
  notAsked: count.describe("scopes beyond the bound of questions"),
});

const retention = z.strictObject({
  listedForMs: ms.nullable().describe("the age of the oldest job that is listed still: it keeps jobs at least so long"),
  listLostMs: ms.nullable().describe("the age of the youngest reported job that is listed no more"),
  lookupLostMs: ms.nullable().describe("the age of the youngest reported job that a look-up no longer knows"),
});

const loss = z.strictObject({
  night: date.describe("the oldest night that is not audited"),
  from: instant.describe("where that night begins"),
  lostInMs: ms.describe("until its first jobs may be lost; below 0: they may be lost already"),
  by: z.enum(["measured", "assumed"]).describe("which retention that is reckoned by"),
});

const pageSize = z.strictObject({
  largest: count.describe("the most jobs that one page held"),
  refusedAt: count.nullable(),
  cappedAt: count.nullable().describe("pages hold no more, whatever size is asked for"),
});

const lookupIds = z.strictObject({
  answered: count.describe("the most ids of one look-up that were all answered"),
  refusedAt: count.nullable(),
  partialAt: count.nullable().describe("so many ids were not all answered"),
  unknownIds: z.enum(["named", "silent", "refused"]).nullable().describe("how an id is told that does not exist"),
});

const unifiedList = z.strictObject({
  agrees: z.boolean().nullable().describe("null: it was refused"),
  compared: count,
  onlyInFamily: count,
  onlyInUnified: count,
  otherState: count,
});

const tokenLife = z.strictObject({ minutes: z.number(), lives: z.boolean() });

const rate = z.strictObject({
  cap: z.int().describe("requests a second, at most"),
  beganAt: z
    .number()
    .nullable()
    .describe("requests a second at which the service asked for less; null: not up to the cap"),
  requests: count,
  retryAfterMs: ms.nullable(),
});

export const probeSchema = z.strictObject({
  schema: z.literal("job-audit/probe/v1"),
  family,
  revision: z.int().min(1),
  producer: z.strictObject({ name: z.string(), version: z.string() }),
  measuredAt: instant.describe("when the probe ended"),
  requests: count.describe("questions put to the service after its queues were listed, retries not counted"),
  answers: z.strictObject({
    bounds: answerOf(bounds),
    timeForms: answerOf(timeForms),
    oldestListed: answerOf(oldestListed),
    retention: answerOf(retention),
    loss: answerOf(loss),
    pageSize: answerOf(pageSize),
    lookupIds: answerOf(lookupIds),
    unifiedList: answerOf(unifiedList),
    tokenLife: answerOf(tokenLife),
    rate: answerOf(rate),
  }),
});
export type Probe = z.infer<typeof probeSchema>;
export type ProbeAnswers = Probe["answers"];
export type QuestionName = keyof ProbeAnswers;
/** What an answer to this question tells when it is known. */
export type ValueOf<Name extends QuestionName> = NonNullable<ProbeAnswers[Name]["value"]>;
