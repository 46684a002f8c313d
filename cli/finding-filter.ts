/** Which rows of a report are asked for. */

import { fingerprintsOfRow } from "../lib/core/fingerprint/row-fingerprints.ts";
import type { Finding } from "../lib/core/schema/finding.ts";

export interface FindingFilter {
  readonly verdict?: string;
  /** The queue's name, or how its id begins. */
  readonly queue?: string;
  /** How the fingerprint begins, with its version or without; one of an older version as well. */
  readonly group?: string;
  /** What stands in the job's id, code, message or reason, in an inner failure, or in the name of an object. */
  readonly text?: string;
}

/** What every kind of row has that can be asked for by verdict, queue and group. */
export interface FilteredRow {
  readonly verdict: string | null;
  readonly queueId: string;
  readonly fingerprint: string | null;
  readonly olderFingerprints?: readonly string[];
}

/** `textsOf` gives the texts of a row that `text` is looked for in. */
export function matches<Row extends FilteredRow>(
  row: Row,
  { verdict, queue, group, text }: FindingFilter,
  queueNames: ReadonlyMap<string, string>,
  textsOf: (row: Row) => readonly string[],
): boolean {
  return (
    (verdict === undefined || row.verdict === verdict) &&
    (queue === undefined || isCalled(row.queueId, queue, queueNames)) &&
    (group === undefined || fingerprintsOfRow(row).some((fingerprint) => isOfGroup(fingerprint, group))) &&
    (text === undefined || holdsText(textsOf(row), text.toLowerCase()))
  );
}

/** Whether people may mean this queue: by its name, or by how its id begins. */
export function isCalled(queueId: string, queue: string, queueNames: ReadonlyMap<string, string>): boolean {
  return queueId.startsWith(queue) || queueNames.get(queueId) === queue;
}

function isOfGroup(fingerprint: string, group: string): boolean {
  return fingerprint.startsWith(group) || fingerprint.slice(fingerprint.indexOf(":") + 1).startsWith(group);
}

function holdsText(places: readonly string[], text: string): boolean {
  return places.some((place) => place.toLowerCase().includes(text));
}

type ToldJob = Pick<Finding, "jobId" | "code" | "message" | "reason" | "input" | "output" | "innerFailures">;

/** The texts of one job, whatever is told of it. */
export function textsOfJob(job: ToldJob): readonly string[] {
  const { jobId, code, message, reason, input, output, innerFailures } = job;
  const inner = innerFailures.flatMap((failure) => [failure.path, failure.code, failure.message]);
  return [jobId, code, message, reason, input?.object ?? "", output?.object ?? "", ...inner];
}
