/** Two made-up nights of failures, as many as asked for, written as an audit writes them: what a diff is measured on. */

import { isoInstant, isoSpan } from "../lib/core/instant.ts";
import { nightPartKey, scopePartKey, summaryKey } from "../lib/core/key.ts";
import { nightSpan } from "../lib/core/night.ts";
import type { Finding } from "../lib/core/schema/finding.ts";
import type { Group } from "../lib/core/schema/group.ts";
import type { Manifest } from "../lib/core/schema/manifest.ts";
import type { Recovery } from "../lib/core/schema/recovery.ts";
import type { Durations, ScopeSummary } from "../lib/core/schema/summary.ts";
import type { Scope } from "../lib/core/scope.ts";
import type { ReportStore } from "../lib/ports/report-store.ts";
import { commitNight } from "../lib/usecases/report/commit-night.ts";
import { toLine } from "../lib/usecases/report/line-runs.ts";
import { createReportWriter } from "../lib/usecases/report/report-writer.ts";

export interface MadeNight {
  readonly date: string;
  readonly findings: number;
  readonly groups: number;
  /** Number of the first input; they count up from there, each once. */
  readonly firstInput: number;
  /** Number of the first group of each scope. */
  readonly firstGroup: number;
  /** How many inputs, from 0 on, were done with success. */
  readonly recovered: number;
  readonly inputs: Manifest["inputs"];
}

export const scopeCount = 8;
export const family = "pic";

const timeZone = "Asia/Shanghai";
const scopes: readonly Scope[] = Array.from({ length: scopeCount }, (_, index) => ({
  family,
  region: "ap-chongqing",
  bucket: "photos-1250000000",
  queueId: `p${String(index).padStart(32, "0")}`,
  tag: "PicProcess",
}));

const signal = new AbortController().signal;

/** Writes and commits the night; returns the key of its manifest. */
export async function makeNight(store: ReportStore, night: MadeNight): Promise<string> {
  const name = { family, date: night.date } as const;
  const writer = createReportWriter(store, signal);
  for (const [index, scope] of scopes.entries()) {
    await writer.lines("findings", scopePartKey("findings", name, scope), chunks(findingsOf(night, index)));
  }
  await writer.lines("groups", nightPartKey("groups", name), chunks(groupsOf(night)));
  await writer.lines("recoveries", nightPartKey("recoveries", name), chunks(recoveriesOf(night)));
  const span = nightSpan(night.date, timeZone);
  const whole = { jobs: night.findings, byState: { Failed: night.findings }, byVerdict: { failed: night.findings } };
  const facts = { family, night: night.date, span: isoSpan(span), asOf: isoInstant(span.to) } as const;
  const summary = { schema: "job-audit/summary/v1", ...facts, complete: true, ...whole, scopes: summariesOf(night) };
  await writer.document("summaries", (sha256) => summaryKey(name, sha256), summary);
  const manifest: Manifest = {
    schema: "job-audit/manifest/v1",
    ...facts,
    revision: 1,
    runId: "made-up",
    producer: { name: "bench", version: "0" },
    timeZone,
    status: "complete",
    settingsDigest: "0".repeat(64),
    fingerprints: [{ version: "v2", since: night.date }],
    previous: null,
    inputs: night.inputs,
    ...whole,
    scopes: scopes.map(({ family: _, ...scope }) => ({ ...scope, origin: "discovered", complete: true })),
    excluded: [],
    notes: [],
    holes: [],
    files: [...writer.files],
  };
  return (await commitNight({ store, clock: { now: () => Date.parse(manifest.asOf) } }, manifest, signal)).commit
    .manifest;
}

function* findingsOf(night: MadeNight, scopeIndex: number): Generator<Finding> {
  const each = night.findings / scopeCount;
  const groups = night.groups / scopeCount;
  const { from } = nightSpan(night.date, timeZone);
  for (let index = 0; index < each; index += 1) {
    const createdAt = from + Math.floor((index * 86_400) / each) * 1_000;
    yield findingOf({ night, scopeIndex, createdAt, number: index, group: night.firstGroup + (index % groups) });
  }
}

interface Made {
  readonly night: MadeNight;
  readonly scopeIndex: number;
  readonly createdAt: number;
  readonly number: number;
  readonly group: number;
}

function findingOf({ night, scopeIndex, createdAt, number, group }: Made): Finding {
  const input = night.firstInput + number * scopeCount + scopeIndex;
  return {
    createdAt: isoInstant(createdAt),
    jobId: jobId(night.date, scopeIndex, number),
    schema: "job-audit/finding/v1",
    ...(scopes[scopeIndex] as Scope),
    verdict: "failed",
    reason: `failed with Code${group}`,
    state: "Failed",
    ...kindOf(group),
    olderFingerprints: [],
    startedAt: isoInstant(createdAt + 1_000),
    endedAt: isoInstant(createdAt + 3_000),
    input: objectOf(input),
    output: { bucket: "photos-1250000000", region: "ap-chongqing", object: `done/${input}.webp` },
    operation,
    workflow: null,
    userData: `order-${input}`,
    innerFailures: [],
    extra: {},
  };
}

const operation = { templateId: `t1${"0".repeat(30)}`, templateName: "poster", rule: null };

function kindOf(group: number): Pick<Finding, "code" | "message" | "fingerprint"> {
  const fingerprint = `v2:${group.toString(16).padStart(32, "0")}`;
  return { code: `Code${group}`, message: `the picture cannot be read, reason ${group} 处理失败`, fingerprint };
}

function objectOf(input: number): Finding["input"] {
  return { bucket: "photos-1250000000", region: "ap-chongqing", object: `albums/${input % 977}/IMG_${input}.jpg` };
}

function jobId(date: string, scope: number, number: number): string {
  return `j${date.replaceAll("-", "")}${scope}${String(number).padStart(23, "0")}`;
}

function* groupsOf(night: MadeNight): Generator<Group> {
  const groups = night.groups / scopeCount;
  const each = night.findings / scopeCount;
  const { from, to } = nightSpan(night.date, timeZone);
  for (const [scopeIndex, scope] of scopes.entries()) {
    for (let index = 0; index < groups; index += 1) {
      yield {
        ...scope,
        ...kindOf(night.firstGroup + index),
        schema: "job-audit/group/v1",
        verdict: "failed",
        operation,
        jobs: Math.floor((each - 1 - index) / groups) + 1,
        distinctMessages: 1,
        overGrouped: false,
        firstCreatedAt: isoInstant(from),
        lastCreatedAt: isoInstant(to - 1_000),
        samples: [jobId(night.date, scopeIndex, index)],
      };
    }
  }
}

function* recoveriesOf({ date, recovered }: MadeNight): Generator<Recovery> {
  const createdAt = isoInstant(nightSpan(date, timeZone).to - 1_000);
  for (const [scopeIndex, scope] of scopes.entries()) {
    for (let input = scopeIndex; input < recovered; input += scopeCount) {
      const id = jobId(date, scopeIndex, input + 10_000_000);
      yield {
        createdAt,
        jobId: id,
        schema: "job-audit/recovery/v1",
        ...scope,
        endedAt: createdAt,
        input: objectOf(input),
        operation,
      };
    }
  }
}

function summariesOf({ findings }: MadeNight): ScopeSummary[] {
  const failed = findings / scopeCount;
  const none: Durations = {
    count: 0,
    sumMs: 0,
    minMs: null,
    maxMs: null,
    p50Ms: null,
    p90Ms: null,
    p99Ms: null,
    sketch: null,
  };
  return scopes.map((scope) => ({
    ...scope,
    complete: true,
    jobs: failed,
    byState: { Failed: failed },
    byVerdict: { failed },
    failureRate: 1,
    wait: none,
    run: none,
    operations: [],
  }));
}

const chunkRows = 500;

function* chunks(rows: Iterable<object>): Generator<Buffer> {
  let lines: Buffer[] = [];
  for (const row of rows) {
    lines.push(toLine(row));
    if (lines.length < chunkRows) continue;
    yield Buffer.concat(lines);
    lines = [];
  }
  yield Buffer.concat(lines);
}
