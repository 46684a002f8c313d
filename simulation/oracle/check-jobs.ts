/**
 * Promise 1, job by job: findings and open jobs are what some instant explains at which the job was listed.
 *
 * One instant explains both. A job that no instant makes a finding is none, and one that each does is one.
 */

import type { Finding, OpenJob } from "../../lib/core/schema/finding.ts";
import type { Violation } from "../played.ts";
import { holds } from "../span.ts";
import { type Audited, type Evidence, violation } from "./audited-night.ts";
import { isSure } from "./check-counts.ts";
import { isEnded, placeKey, type TrueJob, type Truth, toldAt } from "./truth.ts";
import { possibleVerdicts } from "./verdicts.ts";

export function* checkJobs({ truth, nights }: Evidence): Generator<Violation> {
  for (const { audited } of nights) {
    for (const each of audited) {
      yield* checkRevision(truth, each);
      yield* checkGroups(each);
    }
  }
}

function* checkRevision(truth: Truth, audited: Audited): Generator<Violation> {
  const { rows, manifest } = audited.revision;
  const findings = byId(rows.findings);
  const open = byId(rows.open);
  for (const told of [findings, open]) for (const [id, same] of told) yield* checkRows(truth, audited, { id, same });
  for (const { region, bucket, queueId, tag } of manifest.scopes) {
    for (const job of truth.byPlace.get(placeKey({ region, bucket, queueId, tag })) ?? []) {
      if (!holds(audited.span, job.job.createdAt)) continue;
      const told = { finding: findings.get(job.job.jobId)?.[0], open: open.get(job.job.jobId)?.[0] };
      yield* checkJob(truth, audited, job, told);
    }
  }
}

type Row = Finding | OpenJob;

function byId<R extends Row>(rows: readonly R[]): ReadonlyMap<string, readonly R[]> {
  const found = new Map<string, R[]>();
  for (const row of rows) found.set(row.jobId, [...(found.get(row.jobId) ?? []), row]);
  return found;
}

/** A job that exists, of this span and a planned scope, once. */
function* checkRows(
  truth: Truth,
  audited: Audited,
  { id, same }: { readonly id: string; readonly same: readonly Row[] },
): Generator<Violation> {
  const where = `${audited.name}: job ${id}`;
  if (same.length > 1) yield violation("1", `${where} is told ${same.length} times`);
  const known = truth.jobs.get(id);
  if (known === undefined) return yield violation("1", `${where} does not exist`);
  if (!holds(audited.span, known.job.createdAt)) yield violation("1", `${where} is of another night`);
  const planned = new Set(audited.revision.manifest.scopes.map(placeKey));
  for (const row of same) {
    if (placeKey(row) !== placeKey(known.place)) yield violation("1", `${where} is of another scope`);
    if (!planned.has(placeKey(row))) yield violation("1", `${where} is of no planned scope`);
    if (Date.parse(row.createdAt) !== known.job.createdAt) yield violation("1", `${where} has another creation time`);
  }
}

interface Told {
  readonly finding: Finding | undefined;
  readonly open: OpenJob | undefined;
}

function* checkJob(truth: Truth, audited: Audited, job: TrueJob, told: Told): Generator<Violation> {
  const seen = (truth.listedAt.get(job.job.jobId) ?? []).filter((at) => at <= audited.run.to);
  if (seen.some((at) => explains(audited, job, told, at))) return;
  const isTold = told.finding !== undefined || told.open !== undefined;
  if (!isTold && !isSure(audited, job)) return;
  const states = [...new Set(seen.map((at) => toldAt(job, at).state))];
  const row = `finding ${told.finding?.verdict ?? "none"} (${told.finding?.state}), open ${told.open?.state ?? "no"}`;
  const where = `${audited.name} ${placeKey(job.place)}: job ${job.job.jobId}`;
  yield violation("1", `${where}: ${row}; seen ${seen.length} times as ${states.join(", ") || "nothing"}`);
}

function explains(audited: Audited, job: TrueJob, { finding, open }: Told, at: number): boolean {
  const { state } = toldAt(job, at);
  if ((open !== undefined) === isEnded(state)) return false;
  if (open !== undefined && !isAsTold(job, open, at)) return false;
  const verdicts = possibleVerdicts(audited, job, at);
  if (finding === undefined) return verdicts.has(null);
  return verdicts.has(finding.verdict) && isAsTold(job, finding, at) && isToldWhole(job, finding, at);
}

/** In the columns that change with time. */
export function isAsTold(job: TrueJob, row: Pick<OpenJob, "state" | "startedAt">, at: number): boolean {
  const { state, startedAt } = toldAt(job, at);
  return row.state === state && parse(row.startedAt) === startedAt;
}

/** Text that may hold something secret is not told as it was. */
function isToldWhole(job: TrueJob, row: Finding, at: number): boolean {
  const { code, message, endedAt } = toldAt(job, at);
  if (row.code !== code || parse(row.endedAt) !== endedAt) return false;
  return /[:=/]|eyJ/.test(message) || row.message === message;
}

function parse(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}

function* checkGroups({ name, revision }: Audited): Generator<Violation> {
  const { findings, groups } = revision.rows;
  const counts = new Map<string, number>();
  const keyOf = (row: Finding | (typeof groups)[number]) => `${placeKey(row)}/${row.fingerprint}`;
  for (const { olderFingerprints, ...finding } of findings)
    for (const fingerprint of [finding.fingerprint, ...olderFingerprints]) {
      const key = keyOf({ ...finding, fingerprint, olderFingerprints });
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  for (const group of groups)
    if (counts.get(keyOf(group)) !== group.jobs)
      yield violation(
        "1",
        `${name}: group ${keyOf(group)} has ${group.jobs} jobs, findings ${counts.get(keyOf(group))}`,
      );
  if (groups.length !== counts.size) yield violation("1", `${name}: ${groups.length} groups of ${counts.size}`);
}
