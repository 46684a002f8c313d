/**
 * Inputs that failed in a baseline and failed again, or were done with success since.
 *
 * Works are kept as hashes; findings are read one at a time, the baselines' first, then the night's.
 */

import { workKey } from "../../core/job-identity.ts";
import { scopePartKey } from "../../core/key.ts";
import type { Finding } from "../../core/schema/finding.ts";
import type { FileEntry, Manifest } from "../../core/schema/manifest.ts";
import type { Recovery } from "../../core/schema/recovery.ts";
import type { InputChange } from "../../core/schema/regression.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import { createWorkSet, type WorkSet } from "../../core/work-set.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { filesOf } from "../report/read-lines.ts";
import { type Baseline, baselinesOf, type Comparison } from "./comparison.ts";
import { readMarked } from "./read-marked.ts";
import { createReusingStore } from "./reusing-store.ts";

/** Those that failed again first, in the order of the report, then those that recovered: what failed again is marked. */
export async function* inputRows(
  nights: ReportStore,
  comparison: Comparison,
  signal: AbortSignal,
): AsyncGenerator<InputChange> {
  const store = createReusingStore(nights);
  const failedBefore = await failedWorks(store, comparison, signal);
  if (failedBefore.size === 0) return;
  const { manifest } = comparison.night;
  for await (const finding of readFailed(store, filesOf(manifest, "findings"), signal)) {
    const work = workKey(finding, finding);
    if (work === null || !failedBefore.has(work)) continue;
    failedBefore.mark(work);
    yield inputRow(finding, "failed-again", finding.code);
  }
  const isRecovered = (work: string | null) => work !== null && failedBefore.has(work) && !failedBefore.isMarked(work);
  for await (const recovery of recoveriesOf(store, comparison, signal)) {
    if (isRecovered(workKey(recovery, recovery))) yield inputRow(recovery, "recovered", "");
  }
}

async function failedWorks(store: ReportStore, comparison: Comparison, signal: AbortSignal): Promise<WorkSet> {
  const files = baselinesOf(comparison).flatMap(findingsOf);
  const works = createWorkSet(files.reduce((total, { rows }) => total + rows, 0));
  for await (const finding of readFailed(store, files, signal)) {
    const work = workKey(finding, finding);
    if (work !== null) works.add(work);
  }
  return works;
}

async function* readFailed(
  store: ReportStore,
  files: readonly FileEntry[],
  signal: AbortSignal,
): AsyncGenerator<Finding> {
  const marked = { files, schema: "job-audit/finding/v1", mark: '"verdict":"failed"' } as const;
  for await (const finding of readMarked<Finding>(store, marked, signal)) {
    if (finding.verdict === "failed") yield finding;
  }
}

/** Of the scopes that have this baseline; another scope's findings in the same night may be full of holes. */
function findingsOf({ night: { manifest }, scopes }: Baseline): readonly FileEntry[] {
  const folders = new Set(scopes.map(({ scope }) => folderOf(manifest, scope)));
  return filesOf(manifest, "findings").filter(({ key }) => folders.has(key.slice(0, key.lastIndexOf("/"))));
}

function folderOf({ family, night }: Manifest, scope: Scope): string {
  const key = scopePartKey("findings", { family, date: night }, scope)({ index: 0, sha256: "" });
  return key.slice(0, key.lastIndexOf("/"));
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

type Worked = Scope & Pick<Finding, "createdAt" | "jobId" | "input" | "operation">;

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
