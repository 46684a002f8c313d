/**
 * Promise 5, of jobs that others did the work of: whoever is named did it, and who did it is named, where the night does not say
 * that it could not tell.
 */

import type { Amendment, Carried } from "../../lib/core/schema/carried.ts";
import type { Manifest } from "../../lib/core/schema/manifest.ts";
import type { Violation } from "../played.ts";
import { type Audited, type Evidence, violation } from "./audited-night.ts";
import { endOf, forgottenFrom, placeKey, type TrueJob } from "./truth.ts";

type Row = Amendment | Carried;

/** Whether a note says that something is not known of the work of jobs. */
export function isOfRetries({ note }: Manifest["notes"][number]): boolean {
  return note.includes("did the same work since");
}

export function* checkRetries(evidence: Evidence): Generator<Violation> {
  for (const { audited } of evidence.nights)
    for (const each of audited) {
      const { carried, amendments } = each.revision.rows;
      for (const row of [...carried, ...amendments]) yield* checkRow(evidence, each, row);
    }
}

function* checkRow(evidence: Evidence, audited: Audited, row: Row): Generator<Violation> {
  const { jobs, byPlace } = evidence.truth;
  const job = jobs.get(row.jobId);
  if (job === undefined) return;
  const where = `${audited.name}: job ${row.jobId} of ${row.night}`;
  if (row.retriedBy !== null) {
    const other = jobs.get(row.retriedBy.jobId);
    if (other === undefined || !isRetry(audited, job, other) || (endOf(other) ?? Infinity) > audited.run.to)
      yield violation("5", `${where} is told to be retried by ${row.retriedBy.jobId}, which it was not`);
    return;
  }
  if (!isWanted(row) || !isLookedFor(audited)) return;
  const retry = (byPlace.get(placeKey(job.place)) ?? []).find(
    (other) => isRetry(audited, job, other) && isKnown(evidence, audited, other),
  );
  if (retry !== undefined) yield violation("5", `${where} is not told to be retried by ${retry.job.jobId}`);
}

/** The same work in the same queue, with success. */
function isRetry({ asOf }: Audited, { job, place }: TrueJob, other: TrueJob): boolean {
  const { createdAt, outcome, operationXml } = other.job;
  return (
    other.job.jobId !== job.jobId &&
    placeKey(place) === placeKey(other.place) &&
    job.inputObject === other.job.inputObject &&
    job.templateId === other.job.templateId &&
    job.rule === other.job.rule &&
    outcome === "Success" &&
    operationXml === null &&
    createdAt >= job.createdAt &&
    createdAt < asOf
  );
}

/** Whether it had ended before anybody can have looked, and was not forgotten while they did. */
function isKnown({ plan }: Evidence, { run }: Audited, other: TrueJob): boolean {
  return (endOf(other) ?? Infinity) < run.from && forgottenFrom(other, plan) > run.to;
}

function isWanted(row: Row): boolean {
  // What holds a secret is not told as it was, and so not asked for as it is.
  const isPlain = /^in\/\w+\.jpg$/.test(row.input?.object ?? "") && row.operation !== null;
  if (!isPlain || row.verdict === null) return false;
  if (row.schema === "job-audit/carried/v1") return row.seen && row.verdict !== "held";
  return row.change !== "changed";
}

/** A queue that is gone lists no job, and one that is denied tells of none: the look-up then fails, and is noted. */
function isLookedFor({ run, revision }: Audited): boolean {
  const isOn = run.settings.every(({ maxRetryLookups }) => maxRetryLookups > 2);
  return isOn && revision.revision === 1 && !revision.manifest.notes.some(isOfRetries);
}
