/**
 * Groups while they are counted: what is known so far of the findings that share a fingerprint.
 *
 * Tallies of the same findings come to the same row, whatever way these were split: everything that a group tells is a
 * sum, a bound, or comes from its first job by creation time and id.
 */

import { type DistinctMessages, distinctCap, distinctOf, mergeDistinct } from "./fingerprint/distinct-messages.ts";
import { isOverGrouped } from "./fingerprint/over-grouped.ts";
import { compareText } from "./order.ts";
import { ownText } from "./own-text.ts";
import type { Finding } from "./schema/finding.ts";
import { type Group, maxSamples } from "./schema/group.ts";
import type { Scope } from "./scope.ts";
import { symptomOf } from "./symptom.ts";

/** Times are instants as they are written: their order as text is their order in time. */
export interface GroupTally {
  /** Comes first, so that the order of lines is the order of fingerprints. */
  readonly fingerprint: string;
  readonly jobs: number;
  readonly lastCreatedAt: string;
  /** The first jobs, in order; at most `maxSamples`. */
  readonly first: readonly [FirstJob, ...FirstJob[]];
  readonly kind: Pick<Group, "verdict" | "code" | "message" | "operation">;
  /** Of all jobs. Those of a full list are some of them. */
  readonly messages: DistinctMessages;
}

interface FirstJob {
  readonly createdAt: string;
  readonly jobId: string;
}

/** By one of the finding's fingerprints. It outlives the finding, whose texts hold on to pieces of an answer. */
export function tallyFinding(finding: Finding, fingerprint = finding.fingerprint): GroupTally {
  const { createdAt, verdict } = finding;
  const { code, message } = symptomOf(finding);
  const jobId = ownText(finding.jobId);
  const kind = { verdict, code: ownText(code), message: ownText(message), operation: ownOperation(finding.operation) };
  const messages = distinctOf(message);
  return { fingerprint, jobs: 1, lastCreatedAt: createdAt, first: [{ createdAt, jobId }], kind, messages };
}

function ownOperation(operation: Finding["operation"]): Finding["operation"] {
  if (operation === null) return null;
  const own = (text: string | null) => text && ownText(text);
  const { templateId, templateName, rule } = operation;
  return { templateId: own(templateId), templateName: own(templateName), rule: own(rule) };
}

export function addFinding(tally: GroupTally, finding: Finding): GroupTally {
  const { first, lastCreatedAt } = tally;
  const last = first[maxSamples - 1];
  // Findings come nearly in order: most of them change nothing but the count.
  // Stryker disable next-line EqualityOperator: no two jobs share time and id.
  const isFirst = last === undefined || compareJobs(finding, last) < 0;
  const { operation } = tally.kind;
  const isOther = operation !== null && !isSameOperation(operation, finding.operation);
  if (isFirst || isOther) return combineTallies(tally, tallyFinding(finding, tally.fingerprint));
  const messages = addMessage(tally, symptomOf(finding).message);
  return { ...tally, jobs: tally.jobs + 1, lastCreatedAt: later(lastCreatedAt, finding.createdAt), messages };
}

/** Most messages are that of the first job; and where as many are known as are counted, which they are tells no more. */
function addMessage({ messages, kind }: GroupTally, message: string): DistinctMessages {
  // Stryker disable next-line ConditionalExpression: what adds nothing only takes time.
  if (message === kind.message || messages.length === distinctCap) return messages;
  return mergeDistinct(messages, distinctOf(message));
}

/** Of two tallies of one fingerprint and different jobs. */
export function combineTallies(a: GroupTally, b: GroupTally): GroupTally {
  // Stryker disable next-line EqualityOperator: no two jobs share time and id.
  const [one, other] = compareJobs(a.first[0], b.first[0]) < 0 ? [a, b] : [b, a];
  const [first, ...rest] = one.first;
  const samples = [...rest, ...other.first].sort(compareJobs).slice(0, maxSamples - 1);
  return {
    ...one,
    kind: { ...one.kind, operation: commonOperation(a, b) },
    jobs: a.jobs + b.jobs,
    lastCreatedAt: later(a.lastCreatedAt, b.lastCreatedAt),
    first: [first, ...samples],
    messages: mergeDistinct(a.messages, b.messages),
  };
}

/** `failed` is the number of failed jobs of the scope. */
export function groupRow({ family, region, bucket, queueId, tag }: Scope, tally: GroupTally, failed: number): Group {
  const { fingerprint, jobs, lastCreatedAt, first, kind } = tally;
  const distinctMessages = tally.messages.length;
  return {
    family,
    region,
    bucket,
    queueId,
    tag,
    fingerprint,
    schema: "job-audit/group/v1",
    ...kind,
    jobs,
    distinctMessages,
    overGrouped: kind.verdict === "failed" && isOverGrouped({ jobs, distinctMessages }, failed),
    firstCreatedAt: first[0].createdAt,
    lastCreatedAt,
    samples: first.map(({ jobId }) => jobId),
  };
}

function commonOperation({ kind: { operation } }: GroupTally, { kind }: GroupTally): Group["operation"] {
  return isSameOperation(operation, kind.operation) ? operation : null;
}

function isSameOperation(a: Group["operation"], b: Group["operation"]): boolean {
  return a?.templateId === b?.templateId && a?.templateName === b?.templateName && a?.rule === b?.rule;
}

function compareJobs(a: FirstJob, b: FirstJob): number {
  return compareText(a.createdAt, b.createdAt) || compareText(a.jobId, b.jobId);
}

function later(a: string, b: string): string {
  // Stryker disable next-line EqualityOperator: of two equal texts either will do.
  return a > b ? a : b;
}
