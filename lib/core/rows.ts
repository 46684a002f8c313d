/**
 * Rows: jobs, queues and holes in the form in which they are written.
 *
 * All text that came from the service loses what is secret in its URLs here; a tally does so for its unknown states.
 */

import { fingerprint } from "./fingerprint.ts";
import type { PlacedHole } from "./hole.ts";
import { isoInstant, isoInstantOrNull } from "./instant.ts";
import type { InnerFailure, Job, ObjectRef, Tree } from "./job.ts";
import type { Queue } from "./queue.ts";
import { redactText, redactTree } from "./redact.ts";
import { redactCallback } from "./redact-callback.ts";
import type { Amendment, Carried } from "./schema/carried.ts";
import type { Finding, OpenJob } from "./schema/finding.ts";
import type { Manifest } from "./schema/manifest.ts";
import type { QueueRow } from "./schema/queue.ts";
import type { Scope } from "./scope.ts";
import type { Verdict } from "./verdict.ts";

export function findingRow(scope: Scope, job: Job, verdict: Verdict): Finding {
  return {
    createdAt: isoInstant(job.createdAt),
    jobId: job.id,
    schema: "job-audit/finding/v1",
    ...scopeColumns(scope),
    verdict: verdict.name,
    reason: redactText(verdict.reason),
    ...columnsOf(job, fingerprintOf(job, verdict)),
  };
}

/** `night` is the one that the job was created in; `seen` says whether it was seen again. */
export function carriedRow(
  scope: Scope,
  {
    job,
    verdict,
    night,
    seen = true,
  }: { readonly job: Job; readonly verdict: Verdict; readonly night: string; readonly seen?: boolean },
): Carried {
  return {
    createdAt: isoInstant(job.createdAt),
    jobId: job.id,
    schema: "job-audit/carried/v1",
    ...scopeColumns(scope),
    night,
    verdict: verdict.name,
    reason: redactText(verdict.reason),
    seen,
    ...columnsOf(job, fingerprintOf(job, verdict)),
  };
}

export interface LaterOutcome {
  /** As it is now; of one that vanished, as it was known last. */
  readonly job: Job;
  /** The night that the job was created in. */
  readonly night: string;
  readonly change: Amendment["change"];
  readonly was: Amendment["was"];
  readonly verdict: Verdict["name"] | null;
  readonly reason: string;
}

export function amendmentRow(scope: Scope, { job, night, change, was, verdict, reason }: LaterOutcome): Amendment {
  return {
    createdAt: isoInstant(job.createdAt),
    jobId: job.id,
    schema: "job-audit/amendment/v1",
    ...scopeColumns(scope),
    night,
    change,
    was,
    verdict,
    reason: redactText(reason),
    ...columnsOf(job, verdict && fingerprintOf(job, { name: verdict })),
  };
}

function columnsOf<Fingerprint extends string | null>(job: Job, fingerprint: Fingerprint) {
  return {
    state: redactText(job.state),
    code: redactText(job.code),
    message: redactText(job.message),
    fingerprint,
    startedAt: isoInstantOrNull(job.startedAt),
    endedAt: isoInstantOrNull(job.endedAt),
    input: redactRef(job.input),
    output: redactRef(job.output),
    operation: job.operation && {
      templateId: redactOrNull(job.operation.templateId),
      templateName: redactOrNull(job.operation.templateName),
      rule: redactOrNull(job.operation.rule),
    },
    workflow: job.workflow && {
      workflowId: redactOrNull(job.workflow.workflowId),
      workflowName: redactOrNull(job.workflow.workflowName),
      runId: redactOrNull(job.workflow.runId),
    },
    userData: redactOrNull(job.userData),
    innerFailures: job.innerFailures.map(redactFailure),
    extra: redactExtra(job.extra),
  };
}

function fingerprintOf(job: Job, verdict: Pick<Verdict, "name">): string {
  return fingerprint({ ...kindOf(job, verdict), ownKeys: ownKeysOf(job) });
}

/**
 * What makes two findings of one kind. The code and message of a job mean something only when it failed: one that hides
 * a failure is known by what failed inside it, any other by its verdict.
 */
function kindOf(job: Job, verdict: Pick<Verdict, "name">): { readonly code: string; readonly message: string } {
  const [inner] = job.innerFailures;
  if (verdict.name === "failed") return job;
  if (verdict.name === "hidden-failure" && inner !== undefined) {
    return { code: `${inner.path}/${inner.code}`, message: inner.message };
  }
  return { code: `verdict/${verdict.name}`, message: verdict.name === "unrecognised" ? job.state : "" };
}

function ownKeysOf({ input, output }: Job): string[] {
  // Stryker disable next-line MethodExpression,ConditionalExpression: what is no text is not looked for either.
  return [input?.object, output?.object].filter((key) => typeof key === "string");
}

export function openJobRow(scope: Scope, job: Job): OpenJob {
  return {
    createdAt: isoInstant(job.createdAt),
    jobId: job.id,
    schema: "job-audit/open-job/v1",
    ...scopeColumns(scope),
    state: redactText(job.state),
    startedAt: isoInstantOrNull(job.startedAt),
    input: redactRef(job.input),
  };
}

export function queueRow(place: Pick<Scope, "family" | "region" | "bucket">, queue: Queue): QueueRow {
  const { callback } = queue;
  return {
    schema: "job-audit/queue/v1",
    family: place.family,
    region: place.region,
    bucket: place.bucket,
    queueId: queue.queueId,
    name: redactOrNull(queue.name),
    state: redactText(queue.state),
    maxSize: queue.maxSize,
    maxConcurrent: queue.maxConcurrent,
    category: redactOrNull(queue.category),
    createdAt: isoInstantOrNull(queue.createdAt),
    updatedAt: isoInstantOrNull(queue.updatedAt),
    callback: {
      state: redactOrNull(callback.state),
      url: callback.url && redactCallback(callback.url),
      event: redactOrNull(callback.event),
      type: redactOrNull(callback.type),
      resultFormat: redactOrNull(callback.resultFormat),
      mqMode: redactOrNull(callback.mqMode),
      mqRegion: redactOrNull(callback.mqRegion),
      mqName: redactOrNull(callback.mqName),
    },
  };
}

export function holeRow(hole: PlacedHole): Manifest["holes"][number] {
  const { region, bucket, queueId, tag, cause, requestId, evidence } = hole;
  const detail = redactText(hole.detail);
  return {
    region,
    bucket,
    queueId,
    tag,
    from: isoInstant(hole.from),
    to: isoInstant(hole.to),
    cause,
    detail,
    requestId,
    evidence,
  };
}

function scopeColumns({ family, region, bucket, queueId, tag }: Scope): Scope {
  return { family, region, bucket, queueId, tag };
}

function redactOrNull(text: string | null): string | null {
  return text === null ? null : redactText(text);
}

function redactRef(ref: ObjectRef | null): ObjectRef | null {
  return (
    ref && { bucket: redactOrNull(ref.bucket), region: redactOrNull(ref.region), object: redactOrNull(ref.object) }
  );
}

/** As one tree, so that what stands under a secret's name goes at the top too. */
function redactExtra(extra: Job["extra"]): Finding["extra"] {
  return Object.fromEntries(Object.entries<Tree>(redactTree(extra)));
}

function redactFailure({ path, code, message }: InnerFailure): InnerFailure {
  return { path, code: redactText(code), message: redactText(message) };
}
