/**
 * Promise 3: a second play without disturbances, at another pace, tells the same, byte by byte, wherever both could see
 * the same: nights that are complete in both, heed nights that are the same, and were read while nothing changed.
 */

import type { FileEntry } from "../../lib/core/schema/manifest.ts";
import type { Violation } from "../played.ts";
import { type Audited, type Evidence, violation } from "./audited-night.ts";
import { isOfRetries } from "./check-retries.ts";
import { objectAt, unpack } from "./stored.ts";

const datasets: readonly FileEntry["dataset"][] = [
  "findings",
  "groups",
  "open",
  "carried",
  "amendments",
  "recoveries",
  "queues",
  "thresholds",
  "summaries",
];

export function* checkSame(disturbed: Evidence, calm: Evidence): Generator<Violation> {
  const same = new Set<string>();
  for (const { date, last } of disturbed.nights) {
    const other = calm.nights.find((night) => night.date === date)?.last;
    if (other === undefined || !isComparable(disturbed, last, other, same)) continue;
    same.add(date);
    for (const dataset of datasets) {
      if (!contentOf(disturbed, last, dataset).equals(contentOf(calm, other, dataset)))
        yield violation("3", `${last.name}: ${dataset} differ from those of an undisturbed run`);
    }
  }
}

/** How many nights could be compared. */
export function comparedNights(disturbed: Evidence, calm: Evidence): number {
  const same = new Set<string>();
  for (const { date, last } of disturbed.nights) {
    const other = calm.nights.find((night) => night.date === date)?.last;
    if (other !== undefined && isComparable(disturbed, last, other, same)) same.add(date);
  }
  return same.size;
}

function isComparable(evidence: Evidence, one: Audited, other: Audited, same: ReadonlySet<string>): boolean {
  const [a, b] = [one.revision.manifest, other.revision.manifest];
  const inputs = a.inputs.map(({ night }) => night);
  return (
    a.status === "complete" &&
    b.status === "complete" &&
    a.asOf === b.asOf &&
    // A tag that the service refuses as unknown, though it knows it, is noted and not read.
    JSON.stringify(a.scopes) === JSON.stringify(b.scopes) &&
    [a, b].every(({ notes }) => !notes.some(isOfRetries)) &&
    a.settingsDigest === b.settingsDigest &&
    a.previous?.night === b.previous?.night &&
    JSON.stringify(inputs) === JSON.stringify(b.inputs.map(({ night }) => night)) &&
    inputs.every((night) => same.has(night)) &&
    isStill(evidence, Math.min(one.run.from, other.run.from), Math.max(one.run.to, other.run.to))
  );
}

/** Whether no job and no queue changed in the meantime, nor was forgotten. */
function isStill({ plan, truth }: Evidence, from: number, to: number): boolean {
  if ((plan.behaviour.retentionMs ?? null) !== null) return false;
  const ofJobs = [...truth.jobs.values()].flatMap(({ job }) => [
    job.createdAt,
    job.startedAt,
    job.endedAt,
    job.forgottenAt,
  ]);
  const ofQueues = truth.queues.flatMap(({ queue }) => [
    queue.createdAt,
    queue.deletedAt,
    ...(queue.changes ?? []).map(({ at }) => at),
  ]);
  return [...ofJobs, ...ofQueues].every((at) => at === null || at === undefined || at < from || at > to);
}

/** Unpacked, in the order of keys: files are cut where they are cut. */
function contentOf({ played }: Evidence, { revision }: Audited, dataset: FileEntry["dataset"]): Buffer {
  const files = revision.manifest.files.filter((file) => file.dataset === dataset);
  return Buffer.concat(
    files.map(({ key }) => {
      const bytes = objectAt(played.objects, key) ?? Buffer.alloc(0);
      return key.endsWith(".gz") ? (unpack(bytes) ?? bytes) : bytes;
    }),
  );
}
