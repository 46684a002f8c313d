/** Which findings of a report are asked for. */

import type { Finding } from "../lib/core/schema/finding.ts";

export interface FindingFilter {
  readonly verdict?: string;
  /** The queue's name, or how its id begins. */
  readonly queue?: string;
  /** How the fingerprint begins, with its version or without. */
  readonly group?: string;
  /** What stands in the job's id, code, message or reason, in an inner failure, or in the name of an object. */
  readonly text?: string;
}

export function matches(finding: Finding, filter: FindingFilter, queueNames: ReadonlyMap<string, string>): boolean {
  const { verdict, queue, group, text } = filter;
  return (
    (verdict === undefined || finding.verdict === verdict) &&
    (queue === undefined || isCalled(finding.queueId, queue, queueNames)) &&
    (group === undefined || isOfGroup(finding.fingerprint, group)) &&
    (text === undefined || holdsText(finding, text.toLowerCase()))
  );
}

/** Whether people may mean this queue: by its name, or by how its id begins. */
export function isCalled(queueId: string, queue: string, queueNames: ReadonlyMap<string, string>): boolean {
  return queueId.startsWith(queue) || queueNames.get(queueId) === queue;
}

function isOfGroup(fingerprint: string, group: string): boolean {
  return fingerprint.startsWith(group) || fingerprint.slice(fingerprint.indexOf(":") + 1).startsWith(group);
}

function holdsText(finding: Finding, text: string): boolean {
  const { jobId, code, message, reason, input, output, innerFailures } = finding;
  const inner = innerFailures.flatMap((failure) => [failure.path, failure.code, failure.message]);
  const places = [jobId, code, message, reason, input?.object ?? "", output?.object ?? "", ...inner];
  return places.some((place) => place.toLowerCase().includes(text));
}
