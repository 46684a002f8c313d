/**
 * Learned thresholds: there is one of each phase for each scope where learning is on and none where it is off; each is what its own
 * evidence says, and that evidence is of jobs that there were.
 */

import type { ThresholdRow } from "../../lib/core/schema/threshold.ts";
import { durationMs } from "../planned-settings.ts";
import type { Violation } from "../played.ts";
import { holds } from "../span.ts";
import { type Audited, type Evidence, violation } from "./audited-night.ts";
import { configuredThresholds } from "./expected-verdict.ts";
import { timesOf } from "./holes.ts";
import { placeKey, type TrueJob } from "./truth.ts";

export function* checkThresholds(evidence: Evidence): Generator<Violation> {
  for (const { audited } of evidence.nights) for (const each of audited) yield* checkRevision(evidence, each);
}

function* checkRevision(evidence: Evidence, audited: Audited): Generator<Violation> {
  const { rows, manifest } = audited.revision;
  const learns = new Set(audited.run.settings.map(({ stuck }) => stuck.learned !== undefined));
  if (rows.thresholds.length === 0 && !learns.has(false) && manifest.scopes.length > 0)
    return yield violation("3", `${audited.name} learns thresholds and tells none`);
  if (rows.thresholds.length === 0) return;
  if (!learns.has(true)) yield violation("3", `${audited.name} tells thresholds, and learns none`);
  const told = rows.thresholds.map((row) => `${placeKey(row)} ${row.phase}`);
  const due = manifest.scopes.flatMap((scope) => [`${placeKey(scope)} wait`, `${placeKey(scope)} run`]);
  if (told.join() !== due.join()) yield violation("3", `${audited.name} tells thresholds of ${told}, not of ${due}`);
  for (const row of rows.thresholds) {
    if (!isUsed(audited, row)) yield violation("3", `${nameOf(audited, row)} is ${row.usedMs} ms by ${row.source}`);
    if (!isEvident(evidence, audited, row))
      yield violation("3", `${nameOf(audited, row)} is of jobs that there were not`);
  }
}

function nameOf({ name }: Audited, row: ThresholdRow): string {
  return `${name} ${placeKey(row)}: threshold of the ${row.phase}`;
}

/** Whether the threshold is what settings make of the evidence, by any settings of the run. */
function isUsed({ run }: Audited, row: ThresholdRow): boolean {
  return run.settings.some((settings) => {
    const { learned, queues } = settings.stuck;
    if (learned === undefined) return false;
    const set = queues[row.queueId]?.[row.phase === "wait" ? "queuedAfter" : "runningAfter"];
    if (set !== undefined) return row.source === "queue" && row.usedMs === durationMs(set);
    const { quantileMs, usedMs } = row;
    if (quantileMs === null)
      return row.source === "configured" && usedMs === configuredThresholds(settings, row.queueId)[row.phase];
    const many = Math.ceil((learned.factor * quantileMs) / 60_000) * 60_000;
    return row.events >= learned.minJobs && usedMs === Math.max(durationMs(learned.floor), many);
  });
}

/** Whether there were so many jobs in its nights, and one that took as long as the quantile says, within a bin. */
function isEvident({ nights, truth }: Evidence, audited: Audited, row: ThresholdRow): boolean {
  const inputs = audited.revision.manifest.inputs.map(({ night }) => night);
  if (row.nights.some((night) => !inputs.includes(night) || night >= audited.revision.date)) return false;
  const spans = nights
    .filter(({ date }) => row.nights.includes(date))
    .flatMap(({ revisions }) => revisions.map(({ manifest }) => timesOf(manifest.span)));
  const jobs = (truth.byPlace.get(placeKey(row)) ?? []).filter(({ job }) =>
    spans.some((span) => holds(span, job.createdAt)),
  );
  if (row.events + row.censored > jobs.length) return false;
  const { quantileMs } = row;
  return quantileMs === null || jobs.some((job) => isNear(tookOf(job, row.phase), quantileMs));
}

function tookOf({ job: { createdAt, startedAt, endedAt } }: TrueJob, phase: ThresholdRow["phase"]): number | null {
  if (startedAt === null) return null;
  return phase === "wait" ? Math.max(0, startedAt - createdAt) : endedAt && Math.max(0, endedAt - startedAt);
}

function isNear(took: number | null, quantileMs: number): boolean {
  return took !== null && Math.abs(took - quantileMs) <= 1 + took / 100;
}
