/** A night over three buckets in two regions, and an audit of it. */

import { families } from "../../../lib/core/family.ts";
import type { Job } from "../../../lib/core/job.ts";
import type { CloudInfinite } from "../../../lib/ports/cloud-infinite.ts";
import { type Events, noEvents } from "../../../lib/ports/events.ts";
import { type AuditResult, auditNight } from "../../../lib/usecases/audit/audit-night.ts";
import type { AuditProgress, AuditRequest } from "../../../lib/usecases/audit/audit-request.ts";
import { type FakeCi, type FakeCiOptions, fakeCi, type ListedJob } from "../../fakes/fake-ci.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import type { MemoryStore } from "../../fakes/memory-store.ts";
import { aJob, aQueue, aScope, midnight } from "../../fakes/samples.ts";

const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** What no stored byte may hold; it stands in URLs all over the night. */
export const secret = "5ec2e7c0ffee";
const signedUrl = `https://user:${secret}@photos.example/in/a%20b.jpg?q-signature=${secret}&x=1#${secret}`;

const callback = { ...aQueue({ queueId: "" }).callback, state: "On", url: `https://hooks.example/ci?key=${secret}` };

const places = [
  { region: "ap-chongqing", bucket: "photos-1", queueId: "p1" },
  { region: "ap-chongqing", bucket: "photos-1", queueId: "p2" },
  { region: "ap-chongqing", bucket: "videos-1", queueId: "v1" },
  { region: "ap-guangzhou", bucket: "maps-1", queueId: "m1" },
];
export const tags = ["PicProcess", "ImageInspect"];
export const scopes = places.flatMap((place) => tags.map((tag) => ({ ...aScope, ...place, tag })));

export const world: FakeCiOptions = {
  buckets: [
    { name: "photos-1", region: "ap-chongqing", createdAt: null },
    { name: "videos-1", region: "ap-chongqing", createdAt: null },
    { name: "maps-1", region: "ap-guangzhou", createdAt: null },
  ],
  queues: {
    "photos-1": [aQueue({ queueId: "p1", callback }), aQueue({ queueId: "p2", state: "Paused" })],
    "videos-1": [aQueue({ queueId: "v1" })],
    "maps-1": [aQueue({ queueId: "m1" })],
  },
};

const inner = [{ path: "Operation.DigitalWatermark", code: "Failed", message: `no ${signedUrl}` }];

/** What every fifteen jobs of a scope are like, one after the other. */
const kinds: readonly Partial<Job>[] = [
  { state: "Failed", code: "InputFileOpenFailed", message: `cannot open ${signedUrl}` },
  { state: "Failed", code: "Timeout", message: "处理超时", input: { bucket: null, region: null, object: signedUrl } },
  { state: "Submitted", startedAt: null, endedAt: null },
  { state: "Running", endedAt: null, userData: signedUrl },
  { state: "Pause", startedAt: null, endedAt: null },
  { state: "Cancel", startedAt: null },
  { state: "Success", innerFailures: inner },
  { state: `Odd ${signedUrl}`, extra: { Link: signedUrl, Token: secret } },
];

/** Jobs of one scope: 30 a burst, several in one second, at both edges of the day and around them. */
export function jobsOf(scope: ListedJob["scope"], from = midnight): ListedJob[] {
  const starts = [-1_000, 0, 7 * hourMs, 12 * hourMs - 1_000, 12 * hourMs, 23 * hourMs, dayMs - 1_000, dayMs];
  return starts.flatMap((start, burst) =>
    Array.from({ length: 30 }, (_, index) => {
      const createdAt = from + start + (burst % 2) * Math.floor(index / 9) * 1_000;
      const id = `${scope.queueId}-${scope.tag.slice(0, 2)}-${from}-${burst}-${(index * 7) % 30}`;
      const job = aJob({ id, createdAt, queueId: scope.queueId, tag: scope.tag, ...kinds[index % 15] });
      return { scope, job };
    }),
  );
}

export const nightJobs = scopes.flatMap((scope) => jobsOf(scope));

export function aCloud(change: FakeCiOptions = {}, jobs: readonly ListedJob[] = nightJobs): FakeCi {
  return fakeCi(jobs, { ...world, ...change });
}

export function aRequest(change: Partial<AuditRequest> = {}): AuditRequest {
  return {
    name: { family: "pic", date: "2026-11-21" },
    timeZone: "Asia/Shanghai",
    settleMs: 2 * hourMs,
    settingsDigest: "ab".repeat(32),
    fingerprintRules: [],
    family: families.pic,
    tags,
    regions: ["ap-chongqing", "ap-guangzhou"],
    buckets: [],
    excluded: [],
    windowMs: hourMs,
    pageSize: 100,
    concurrency: 4,
    catchUpNights: 7,
    openMaxAgeNights: 7,
    lookupIds: 1,
    maxLookups: 100_000,
    maxRetryLookups: 1_000,
    assumedRetentionMs: 3 * dayMs,
    thresholdsOf: () => ({ queuedAfterMs: 2 * hourMs, runningAfterMs: hourMs }),
    ...change,
  };
}

export interface AuditOptions {
  readonly now?: number;
  readonly signal?: AbortSignal;
  readonly events?: Events;
  onProgress?(progress: AuditProgress): void;
}

export function audit(
  ci: CloudInfinite,
  store: MemoryStore,
  change: Partial<AuditRequest> = {},
  {
    now = midnight + dayMs + 3 * hourMs,
    signal = new AbortController().signal,
    events = noEvents,
    onProgress = () => {},
  }: AuditOptions = {},
): Promise<AuditResult> {
  const producer = { name: "job-audit", version: "0.1.0" };
  return auditNight({ ci, store, clock: manualClock(now), producer, events, onProgress }, aRequest(change), signal);
}
