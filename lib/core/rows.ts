/**
 * Rows: jobs, queues and holes in the form in which they are written.
 *
 * All text that came from the service loses what is secret in its URLs here; a tally does so for its unknown states.
 */

import { kindOfJob } from "./fingerprint/kind-of-job.ts";
import type { FingerprintScheme } from "./fingerprint/versions.ts";
import type { PlacedHole } from "./hole.ts";
import { isoInstant, isoInstantOrNull } from "./instant.ts";
import type { InnerFailure, Job, ObjectRef, Operation, Tree } from "./job.ts";
import type { Queue } from "./queue.ts";
import { redactText, redactTree } from "./redact.ts";
import { redactCallback } from "./redact-callback.ts";
import type { Amendment, Carried } from "./schema/carried.ts";
import type { Finding, OpenJob } from "./schema/finding.ts";
import type { Manifest } from "./schema/manifest.ts";
import type { QueueRow } from "./schema/queue.ts";
import type { Scope } from "./scope.ts";
import type { Verdict } from "./verdict.ts";

/** What makes the fingerprints of rows. */
export type Fingerprinting = Pick<FingerprintScheme, "fingerprintsOf">;

export function findingRow(scope: Scope, job: Job, verdict: Verdict, fingerprints: Fingerprinting): Finding {
  return {
    createdAt: isoInstant(job.createdAt),
    jobId: job.id,
    schema: "job-audit/finding/v1",
    ...scopeColumns(scope),
    verdict: verdict.name,
    reason: redactText(verdict.reason),
    ...columnsOf(job, fingerprintColumns(fingerprints, job, verdict)),
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
  fingerprints: Fingerprinting,
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
    ...columnsOf(job, fingerprintColumns(fingerprints, job, verdict)),
    retriedBy: null,
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

export function amendmentRow(
  scope: Scope,
  { job, night, change, was, verdict, reason }: LaterOutcome,
  fingerprints: Fingerprinting,
): Amendment {
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
    ...columnsOf(job, verdict === null ? noFingerprint : fingerprintColumns(fingerprints, job, { name: verdict })),
    retriedBy: null,
  };
}

function columnsOf<Columns extends FingerprintColumns>(job: Job, fingerprints: Columns) {
  return {
    state: redactText(job.state),
    code: redactText(job.code),
    message: redactText(job.message),
    ...fingerprints,
    startedAt: isoInstantOrNull(job.startedAt),
    endedAt: isoInstantOrNull(job.endedAt),
    input: redactRef(job.input),
    output: redactRef(job.output),
    operation: redactOperation(job.operation),
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

type FingerprintColumns = Pick<Amendment, "fingerprint" | "olderFingerprints">;

const noFingerprint: FingerprintColumns = { fingerprint: null, olderFingerprints: [] };

function fingerprintColumns(
  { fingerprintsOf }: Fingerprinting,
  job: Job,
  verdict: Pick<Verdict, "name">,
): Pick<Finding, "fingerprint" | "olderFingerprints"> {
  const all = fingerprintsOf(kindOfJob(job, verdict.name));
  return { fingerprint: String(all.at(-1)), olderFingerprints: all.slice(0, -1) };
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
    operation: redactOperation(job.operation),
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

function redactOperation(operation: Operation | null): Operation | null {
  return (
    operation && {
      templateId: redactOrNull(operation.templateId),
      templateName: redactOrNull(operation.templateName),
      rule: redactOrNull(operation.rule),
    }
  );
}

/** As one tree, so that what stands under a secret's name goes at the top too. */
function redactExtra(extra: Job["extra"]): Finding["extra"] {
  return Object.fromEntries(Object.entries<Tree>(redactTree(extra)));
}

function redactFailure({ path, code, message }: InnerFailure): InnerFailure {
  return { path, code: redactText(code), message: redactText(message) };
}
