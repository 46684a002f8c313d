/**
 * Promise 5: what becomes of an open job is learned by the first night that heeds its night after it happened, once, and
 * rightly; or it is in a hole of that night.
 */

import type { Amendment } from "../../lib/core/schema/carried.ts";
import type { OpenJob } from "../../lib/core/schema/finding.ts";
import type { Violation } from "../played.ts";
import { isAsked } from "./asked.ts";
import { type Audited, type Evidence, violation } from "./audited-night.ts";
import { isAsTold } from "./check-jobs.ts";
import { isInHole } from "./holes.ts";
import { endOf, forgottenFrom, instantsOf, isEnded, placeKey, type TrueJob, type Truth } from "./truth.ts";
import { possibleVerdicts } from "./verdicts.ts";

export function* checkLate(evidence: Evidence): Generator<Violation> {
  const { nights, truth } = evidence;
  yield* checkOnce(evidence);
  for (const { audited } of nights) {
    for (const each of audited) {
      for (const row of each.revision.rows.amendments) yield* checkAmendment(truth, each, row);
      for (const earlier of heeded(evidence, each)) {
        yield* checkLearned(evidence, each, earlier);
        yield* checkCarried(evidence, each, earlier);
      }
    }
  }
}

/** Earlier revisions that a later night says it heeds. */
function heeded({ nights }: Evidence, { revision }: Audited): readonly Audited[] {
  const named = new Set(revision.manifest.inputs.map(({ manifest }) => manifest));
  const all = nights.filter(({ date }) => date < revision.date).flatMap(({ audited }) => audited);
  return all.filter((each) => named.has(each.revision.commit.manifest));
}

function isEnding({ change }: Amendment): boolean {
  return change !== "changed";
}

function* checkOnce({ nights }: Evidence): Generator<Violation> {
  const endings = new Map<string, string>();
  for (const { last } of nights) {
    for (const { jobId } of last.revision.rows.amendments.filter(isEnding)) {
      const before = endings.get(jobId);
      if (before !== undefined) yield violation("5", `${last.name} ends job ${jobId} again, after ${before}`);
      endings.set(jobId, last.name);
    }
  }
}

/** As it was told at some time of the run. */
function* checkAmendment(truth: Truth, audited: Audited, row: Amendment): Generator<Violation> {
  const { run, name } = audited;
  const where = `${name} amends job ${row.jobId} of ${row.night}`;
  const job = truth.jobs.get(row.jobId);
  if (job === undefined) return yield violation("5", `${where}, which does not exist`);
  if (placeKey(row) !== placeKey(job.place)) yield violation("5", `${where} in another scope`);
  if (row.change === "vanished") {
    if (forgottenFrom(job, truth.plan) > run.to) yield violation("5", `${where} as vanished, and it is there`);
    return;
  }
  const instants = instantsOf(job, run.from, run.to).filter((at) => isAsTold(job, row, at));
  if (instants.length === 0) return yield violation("5", `${where} to ${row.state}, which it was not`);
  if (isEnded(row.state) !== isEnding(row)) yield violation("5", `${where}: ${row.change} to ${row.state}`);
  if (!instants.some((at) => possibleVerdicts(audited, job, at).has(row.verdict)))
    yield violation("5", `${where} with verdict ${row.verdict}`);
  if (isEnding(row) && Date.parse(row.endedAt ?? "") !== endOf(job)) yield violation("5", `${where} at ${row.endedAt}`);
}

/** Jobs that had ended before anybody can have looked. */
function* checkLearned(evidence: Evidence, later: Audited, earlier: Audited): Generator<Violation> {
  for (const [row, job] of openJobs(evidence, later, earlier)) {
    const gone = Math.min(endOf(job) ?? Infinity, forgottenFrom(job, evidence.plan));
    if (gone >= later.run.from || isInHole(later.revision.manifest.holes, job.place, job.job.createdAt)) continue;
    if (!isKnownEnded(evidence, row.jobId, later.revision.writeIndex))
      yield violation(
        "5",
        `${later.name} does not tell that job ${row.jobId} of ${earlier.name} ended at ${iso(gone)}`,
      );
  }
}

function isKnownEnded({ nights }: Evidence, jobId: string, writeIndex: number): boolean {
  const by = nights.flatMap(({ revisions }) => revisions).filter((revision) => revision.writeIndex <= writeIndex);
  return by.some(({ rows }) => rows.amendments.some((row) => row.jobId === jobId && isEnding(row)));
}

/**
 * Of places that the later night was asked to look into. A repair sees again what its night's first revision could not:
 * open jobs that came to light since are for the next night.
 */
function openJobs(evidence: Evidence, later: Audited, earlier: Audited): readonly (readonly [OpenJob, TrueJob])[] {
  const { run, revision } = later;
  const first = evidence.nights.find(({ date }) => date === revision.date)?.audited[0] ?? later;
  const known = new Set(heeded(evidence, first).flatMap((each) => each.revision.rows.open.map(({ jobId }) => jobId)));
  return earlier.revision.rows.open.flatMap((row) => {
    const job = evidence.truth.jobs.get(row.jobId);
    return job !== undefined && known.has(row.jobId) && run.settings.every((each) => isAsked(each, job.place))
      ? [[row, job] as const]
      : [];
  });
}

/** Jobs that have not ended, and are wrong at any time of the run. */
function* checkCarried(evidence: Evidence, later: Audited, earlier: Audited): Generator<Violation> {
  const carried = later.revision.rows.carried.filter(({ night }) => night === earlier.revision.date);
  const { run, name } = later;
  for (const [row, job] of openJobs(evidence, later, earlier)) {
    const told = carried.filter(({ jobId }) => jobId === row.jobId);
    const instants = instantsOf(job, run.from, run.to);
    const verdicts = new Set(instants.flatMap((at) => [...possibleVerdicts(later, job, at)]));
    const where = `${name}: job ${row.jobId} of ${earlier.name}`;
    if (told.length > 1) yield violation("5", `${where} is carried ${told.length} times`);
    const isGone = Math.min(endOf(job) ?? Infinity, forgottenFrom(job, evidence.plan)) <= run.to;
    const [one] = told;
    if (one === undefined && !isGone && !verdicts.has(null))
      yield violation("5", `${where} is ${[...verdicts].join(", ")} and not carried`);
    if (one?.seen === true && !instants.some((at) => isAsTold(job, one, at) && verdicts.has(one.verdict)))
      yield violation("5", `${where} is carried as ${one.state}, which it was not`);
    const isHole = isInHole(later.revision.manifest.holes, job.place, job.job.createdAt);
    if (one?.seen === false && !isHole && !isToldByInput(evidence, later, row.jobId))
      yield violation("5", `${where} is carried unseen, without a hole`);
  }
}

/** Whether a night that it heeds tells of the job what is newer: so a repair need not see it again. */
function isToldByInput({ nights }: Evidence, { revision }: Audited, jobId: string): boolean {
  const named = new Set(revision.manifest.inputs.map(({ manifest }) => manifest));
  const inputs = nights.flatMap(({ revisions }) => revisions).filter(({ commit }) => named.has(commit.manifest));
  return inputs.some(({ date, rows }) => {
    const isSeen = rows.carried.some((row) => row.jobId === jobId && row.seen);
    return rows.amendments.some((row) => row.jobId === jobId) || (date > revision.date && isSeen);
  });
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
