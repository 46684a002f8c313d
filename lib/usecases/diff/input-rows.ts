/**
 * Inputs that failed in a baseline and failed again, or were done with success since.
 *
 * Works are kept as hashes; jobs are read one at a time, the baselines' first, then the night's.
 */

import { workKey } from "../../core/job-identity.ts";
import type { Recovery } from "../../core/schema/recovery.ts";
import type { InputChange } from "../../core/schema/regression.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import { createWorkSet, type WorkSet } from "../../core/work-set.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { filesOf } from "../report/read-lines.ts";
import { type Baseline, baselinesOf, type Comparison } from "./comparison.ts";
import { readOfHistory } from "./damaged-night.ts";
import { type FailedJob, failedJobsOf, failedJobsSince, mostFailedJobs } from "./failed-jobs.ts";
import { readMarked } from "./read-marked.ts";
import { createReusingStore } from "./reusing-store.ts";

export interface InputSides {
  readonly comparison: Comparison;
  /** Called once for each work, with its first line. */
  addWork(outcome: InputChange["outcome"]): void;
}

/** Those that failed again first, in the order of the report, then those that recovered: what failed again is marked. */
export async function* inputRows(
  nights: ReportStore,
  { comparison, addWork }: InputSides,
  signal: AbortSignal,
): AsyncGenerator<InputChange> {
  const store = createReusingStore(nights);
  const failedBefore = await failedWorks(store, comparison, signal);
  if (failedBefore.size === 0) return;
  for await (const job of failedJobsOf(store, comparison.night.manifest, signal)) {
    const work = workKey(job, job);
    if (work === null || !failedBefore.has(work)) continue;
    if (!failedBefore.isMarked(work)) addWork("failed-again");
    failedBefore.mark(work);
    yield inputRow(job, "failed-again", job.code);
  }
  const recovered = createWorkSet();
  for await (const recovery of recoveriesOf(store, comparison, signal)) {
    const work = workKey(recovery, recovery);
    if (work === null || !failedBefore.has(work) || failedBefore.isMarked(work)) continue;
    if (!recovered.has(work)) addWork("recovered");
    recovered.add(work);
    yield inputRow(recovery, "recovered", "");
  }
}

async function failedWorks(store: ReportStore, comparison: Comparison, signal: AbortSignal): Promise<WorkSet> {
  const baselines = baselinesOf(comparison);
  const works = createWorkSet(baselines.reduce((total, baseline) => total + mostFailedJobs(baseline), 0));
  for (const baseline of baselines) {
    await readOfHistory(baseline.night, addAll(works, failedJobsSince(store, baseline, signal)));
  }
  return works;
}

async function addAll(works: WorkSet, jobs: AsyncIterable<FailedJob>): Promise<void> {
  for await (const job of jobs) {
    const work = workKey(job, job);
    if (work !== null) works.add(work);
  }
}

/** Of the scopes since whose baseline the night looked for what recovered. */
async function* recoveriesOf(
  store: ReportStore,
  comparison: Comparison,
  signal: AbortSignal,
): AsyncGenerator<Recovery> {
  const looked = new Set(lookedInto(comparison).flatMap(({ scopes }) => scopes.map(({ scope }) => scopeKey(scope))));
  const files = filesOf(comparison.night.manifest, "recoveries");
  const marked = { files, schema: "job-audit/recovery/v1", mark: '"input":{' } as const;
  for await (const recovery of readMarked<Recovery>(store, marked, signal)) {
    if (looked.has(scopeKey(recovery))) yield recovery;
  }
}

/** The baselines that were an input of the night. */
function lookedInto(comparison: Comparison): readonly Baseline[] {
  const inputs = new Set(comparison.night.manifest.inputs.map(({ night }) => night));
  return baselinesOf(comparison).filter(({ night }) => inputs.has(night.manifest.night));
}

/** Whether the night looked for recoveries since any scope's baseline. */
export function areRecoveriesKnown(comparison: Comparison): boolean {
  return lookedInto(comparison).length > 0;
}

type Worked = Scope & Pick<FailedJob, "createdAt" | "jobId" | "input" | "operation">;

function inputRow(job: Worked, outcome: InputChange["outcome"], code: string): InputChange {
  const { family, region, bucket, queueId, tag, createdAt, jobId, input, operation } = job;
  return {
    schema: "job-audit/regression/v1",
    kind: "input",
    family,
    region,
    bucket,
    queueId,
    tag,
    worse: false,
    outcome,
    createdAt,
    jobId,
    input,
    operation,
    code,
  };
}
