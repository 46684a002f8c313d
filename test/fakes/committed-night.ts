/** Writes and commits a small night through the real writer: findings, groups, summary and manifest that fit together. */

import { nightPartKey, scopePartKey, summaryKey } from "../../lib/core/key.ts";
import { compareText } from "../../lib/core/order.ts";
import type { Amendment, Carried } from "../../lib/core/schema/carried.ts";
import type { Finding } from "../../lib/core/schema/finding.ts";
import type { Group } from "../../lib/core/schema/group.ts";
import type { Manifest } from "../../lib/core/schema/manifest.ts";
import type { QueueRow } from "../../lib/core/schema/queue.ts";
import type { Recovery } from "../../lib/core/schema/recovery.ts";
import type { Durations, ScopeSummary } from "../../lib/core/schema/summary.ts";
import { compareScopes, type Scope } from "../../lib/core/scope.ts";
import type { ReportStore } from "../../lib/ports/report-store.ts";
import { commitNight } from "../../lib/usecases/report/commit-night.ts";
import { toLine } from "../../lib/usecases/report/line-runs.ts";
import { createReportWriter } from "../../lib/usecases/report/report-writer.ts";
import { aManifest } from "./a-manifest.ts";
import { committing } from "./committing.ts";
import { aScope } from "./samples.ts";

export interface NightScope {
  /** Jobs that failed, by code: their number, or the object keys of their inputs. */
  readonly failed?: Readonly<Record<string, number | readonly string[]>>;
  readonly succeeded?: number;
  readonly complete?: boolean;
  /** Whether its queue is not listed any more, and was asked for by its id. */
  readonly unlisted?: boolean;
  readonly run?: Durations;
  /** Of the template that its jobs were made by. */
  readonly templateName?: string;
  /** What its findings are beside failed. */
  readonly verdict?: Finding["verdict"];
}

export interface NightRows {
  readonly queues?: readonly QueueRow[];
  readonly carried?: readonly Carried[];
  readonly amendments?: readonly Amendment[];
  readonly recoveries?: readonly Recovery[];
}

export interface NightChange {
  readonly rows?: NightRows;
  readonly change?: Partial<Manifest>;
  /** Of the fingerprints, ascending. */
  readonly versions?: readonly string[];
}

const signal = new AbortController().signal;

/** `scopes` are those of `aScope`, by their queue's id. Returns the manifest's key. */
export async function commitScopes(
  store: ReportStore,
  date: string,
  scopes: Readonly<Record<string, NightScope>>,
  { rows = {}, change = {}, versions = ["v1"] }: NightChange = {},
): Promise<string> {
  const name = { family: "pic", date } as const;
  const writer = createReportWriter(store, signal);
  const told = (scope: Scope, content: NightScope) => findings(date, scope, content).map(withVersions(versions));
  const named = Object.entries(scopes)
    .map(([queueId, content]) => ({ scope: { ...aScope, queueId }, content }))
    .sort((a, b) => compareScopes(a.scope, b.scope));
  for (const { scope, content } of named) {
    await writer.lines("findings", scopePartKey("findings", name, scope), told(scope, content).map(toLine));
  }
  const groups = named.flatMap(({ scope, content }) => groupsOf(told(scope, content)));
  await writer.lines("groups", nightPartKey("groups", name), groups.map(toLine));
  for (const dataset of ["queues", "carried", "amendments", "recoveries"] as const) {
    await writer.lines(dataset, nightPartKey(dataset, name), (rows[dataset] ?? []).map(toLine));
  }
  const complete = named.every(({ content }) => content.complete ?? true);
  await writer.document("summaries", (sha256) => summaryKey(name, sha256), {
    schema: "job-audit/summary/v1",
    family: "pic",
    night: date,
    span: aManifest().span,
    asOf: aManifest().asOf,
    complete,
    ...noJobs,
    scopes: named.map(({ scope, content }) => summaryOf(scope, content)),
  });
  const manifest = aManifest({
    night: date,
    status: complete ? "complete" : "incomplete",
    scopes: named.map(({ scope: { family: _, ...scope }, content }) => ({
      ...scope,
      origin: content.unlisted ? "previous-night" : "discovered",
      complete: content.complete ?? true,
    })),
    fingerprints: versions.map((version) => ({ version, since: date })),
    ...change,
    files: [...writer.files],
  });
  return (await commitNight(committing(store), manifest, signal)).commit.manifest;
}

const noJobs = { jobs: 0, byState: {}, byVerdict: {} };

function findings(date: string, scope: Scope, { failed = {}, verdict = "failed" }: NightScope): Finding[] {
  return Object.entries(failed).flatMap(([code, jobs]) => {
    const inputs = typeof jobs === "number" ? Array.from({ length: jobs }, (_, at) => `${date}/${code}-${at}`) : jobs;
    return inputs.map((object, at) => aFinding(scope, { date, code, object, jobId: `${date}-${code}-${at}`, verdict }));
  });
}

function withVersions(versions: readonly string[]): (finding: Finding) => Finding {
  return (finding) => {
    const all = versions.map((version) => `${version}:${finding.code}`);
    return { ...finding, fingerprint: String(all.at(-1)), olderFingerprints: all.slice(0, -1) };
  };
}

interface Failure {
  readonly date: string;
  readonly code: string;
  readonly object: string;
  readonly jobId: string;
  readonly verdict: Finding["verdict"];
}

function aFinding(scope: Scope, { date, code, object, jobId, verdict }: Failure): Finding {
  return {
    createdAt: `${date}T04:00:00.000Z`,
    jobId,
    schema: "job-audit/finding/v1",
    ...scope,
    verdict,
    reason: `failed with ${code}`,
    state: "Failed",
    code,
    message: `no luck: ${code}`,
    fingerprint: `v1:${code}`,
    olderFingerprints: [],
    startedAt: null,
    endedAt: null,
    input: { bucket: null, region: null, object },
    output: null,
    operation: anOperation,
    workflow: null,
    userData: null,
    innerFailures: [],
    extra: {},
  };
}

export const anOperation = { templateId: "t1", templateName: null, rule: null };

function groupsOf(rows: readonly Finding[]): Group[] {
  const all = (row: Finding) => [row.fingerprint, ...row.olderFingerprints];
  const kinds = [...new Set(rows.flatMap(all))].sort(compareText);
  return kinds.flatMap((fingerprint) => {
    const members = rows.filter((row) => all(row).includes(fingerprint));
    return members.slice(0, 1).map(({ family, region, bucket, queueId, tag, verdict, code, message, ...first }) => ({
      ...{ family, region, bucket, queueId, tag, fingerprint, verdict, code, message },
      schema: "job-audit/group/v1",
      operation: first.operation,
      jobs: members.length,
      distinctMessages: 1,
      overGrouped: false,
      firstCreatedAt: first.createdAt,
      lastCreatedAt: first.createdAt,
      samples: members.slice(0, 3).map(({ jobId }) => jobId),
    }));
  });
}

export const noDurations: Durations = {
  ...{ count: 0, sumMs: 0, minMs: null, maxMs: null },
  ...{ p50Ms: null, p90Ms: null, p99Ms: null, sketch: null },
};

function summaryOf(scope: Scope, content: NightScope): ScopeSummary {
  const failed = findings("", scope, content).length;
  const succeeded = content.succeeded ?? 0;
  return {
    ...scope,
    complete: content.complete ?? true,
    jobs: failed + succeeded,
    byState: { Failed: failed, Success: succeeded },
    byVerdict: { failed },
    failureRate: null,
    wait: noDurations,
    run: content.run ?? noDurations,
    operations: [{ operation: "t1", templateName: content.templateName ?? null, succeeded, failed }],
  };
}
