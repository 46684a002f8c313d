/**
 * The work that failed in earlier nights, by which a later success is known to be a recovery: what a night found, and
 * what it learned to have failed late.
 *
 * It is kept as hashes, the newest nights first, and bounded. What finds no room or cannot be read is told, not
 * forgotten in silence.
 */

import { StoreError } from "../../core/errors.ts";
import type { Job } from "../../core/job.ts";
import { workKey } from "../../core/job-identity.ts";
import { redactWork } from "../../core/recovery-row.ts";
import { redactText } from "../../core/redact.ts";
import type { Amendment } from "../../core/schema/carried.ts";
import type { Finding } from "../../core/schema/finding.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import type { Scope } from "../../core/scope.ts";
import { createTextFilter, type TextFilter } from "../../core/text-filter.ts";
import { createWorkSet, type WorkSet } from "../../core/work-set.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { problemIn } from "./problem-in.ts";
import type { CommittedNight } from "./read-commit.ts";
import { filesOf, readRows } from "./read-lines.ts";

export interface FailedWork {
  /** Whether the job succeeded with what had failed. */
  isRecovery(scope: Scope, job: Job): boolean;
  /** What could not be heeded. */
  readonly notes: Manifest["notes"];
}

export const noFailedWork: FailedWork = { isRecovery: () => false, notes: [] };

const maxWorks = 1_000_000;

/** `nights` are committed and come in their order. A damaged file is noted; whatever else fails to be read is thrown. */
export async function loadFailedWork(
  store: ReportStore,
  nights: readonly CommittedNight[],
  signal: AbortSignal,
  most = maxWorks,
): Promise<FailedWork> {
  const known: KnownWork = { works: createWorkSet(), inputs: createTextFilter() };
  const notes: Manifest["notes"] = [];
  for (const { night, rows } of [...nights].reverse().flatMap(({ manifest }) => filesIn(store, manifest, signal))) {
    const { fits, damage } = await addFile(known, rows, most);
    if (damage !== null) notes.push(damagedNote(night, problemIn(store, damage)));
    if (fits) continue;
    notes.push(crowdedNote(night, most));
    break;
  }
  if (known.works.size === 0 && notes.length === 0) return noFailedWork;
  return { isRecovery: recoveriesFrom(known), notes };
}

interface KnownWork {
  readonly works: WorkSet;
  /** Objects that any of the works was done on: few jobs get past it. */
  readonly inputs: TextFilter;
}

type Told = Finding | Amendment;

interface ToldFile {
  readonly night: string;
  readonly rows: AsyncIterable<Told>;
}

/** What a night found, then what it learned of earlier ones; each file is read when its rows are. */
function filesIn(store: ReportStore, manifest: Manifest, signal: AbortSignal): readonly ToldFile[] {
  const { night } = manifest;
  const read = <Row extends Told>(dataset: "findings" | "amendments", schema: Row["schema"]) =>
    filesOf(manifest, dataset).map((file) => ({ night, rows: readRows<Row>(store, [file], schema, signal) }));
  return [
    ...read<Finding>("findings", "job-audit/finding/v1"),
    ...read<Amendment>("amendments", "job-audit/amendment/v1"),
  ];
}

interface AddedFile {
  /** False when there was no room for all of its works. */
  readonly fits: boolean;
  /** Why it may hold more. */
  readonly damage: StoreError | null;
}

async function addFile(known: KnownWork, rows: AsyncIterable<Told>, most: number): Promise<AddedFile> {
  try {
    return { fits: await addFailed(known, rows, most), damage: null };
  } catch (error) {
    if (error instanceof StoreError) return { fits: true, damage: error };
    throw error;
  }
}

async function addFailed({ works, inputs }: KnownWork, rows: AsyncIterable<Told>, most: number): Promise<boolean> {
  for await (const job of rows) {
    const key = job.verdict === "failed" ? workKey(job, job) : null;
    if (key === null) continue;
    if (works.size === most && !works.has(key)) return false;
    works.add(key);
    inputs.add(objectOf(job));
  }
  return true;
}

function recoveriesFrom({ works, inputs }: KnownWork): FailedWork["isRecovery"] {
  return (scope, job) => {
    if (job.state !== "Success" || job.innerFailures.length > 0) return false;
    // Redacted, since that is how findings tell it.
    if (!inputs.mayHave(redactText(objectOf(job)))) return false;
    const key = workKey(scope, redactWork(job));
    return key !== null && works.has(key);
  };
}

function objectOf({ input }: Pick<Told | Job, "input">): string {
  return input?.object ?? "";
}

function crowdedNote(night: string, most: number): Manifest["notes"][number] {
  return noteOfAll(
    `recoveries are told for the newest ${most} failed inputs: not for all of ${night}, nor for older nights`,
  );
}

function damagedNote(night: string, problem: string): Manifest["notes"][number] {
  return noteOfAll(`what recovered since ${night} cannot be told: ${problem}`);
}

/** A note has a place; these are about all of them. */
function noteOfAll(note: string): Manifest["notes"][number] {
  return { region: "*", bucket: "*", queueId: "*", tag: "*", note };
}
