/**
 * The second of two nights, whose run can be killed before or after any of its effects: each question takes virtual
 * time, so that there is something to save.
 */

import { NetworkError, StoreError } from "../../../lib/core/errors.ts";
import type { Job } from "../../../lib/core/job.ts";
import { secondMs } from "../../../lib/core/window.ts";
import type { CloudInfinite } from "../../../lib/ports/cloud-infinite.ts";
import type { ReportStore } from "../../../lib/ports/report-store.ts";
import { type AuditResult, auditNight } from "../../../lib/usecases/audit/audit-night.ts";
import type { AuditProgress, AuditRequest } from "../../../lib/usecases/audit/audit-request.ts";
import { type FakeCiOptions, fakeCi, type ListedJob } from "../../fakes/fake-ci.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aQueue, aScope, midnight } from "../../fakes/samples.ts";
import { aRequest, audit, dayMs, secret } from "../audit/a-night.ts";
import { keysOf } from "../audit/stored.ts";

const region = "ap-chongqing";
const bucket = "photos-1";
const tags = ["PicProcess", "PosterProduction"];
const [firstScope, otherScope] = tags.map((tag) => ({ ...aScope, region, bucket, queueId: "p1", tag }));

function listed(scope: ListedJob["scope"] | undefined, job: Partial<Job> & Pick<Job, "id" | "createdAt">): ListedJob {
  const place = scope ?? aScope;
  return { scope: place, job: aJob({ queueId: place.queueId, tag: place.tag, ...job }) };
}

const open = { state: "Submitted", startedAt: null, endedAt: null };
const signed = `https://u:${secret}@photos.example/a.jpg?sign=${secret}`;

/** Few of the first scope's are open, and most of the other's. */
export function firstNight(later: boolean): ListedJob[] {
  const ends = [{ state: "Success" }, { state: "Failed", message: `cannot read ${signed}`, code: "Timeout" }, open];
  const lives = (index: number) => (later ? ends[index % 3] : open);
  const crowd = Array.from({ length: 70 }, (_, index) => {
    const failed = index % 9 === 0 ? { state: "Failed", code: "Timeout", message: "slow" } : {};
    return listed(firstScope, { id: `ok${index}`, createdAt: midnight + index * secondMs, ...failed });
  });
  const few = Array.from({ length: 6 }, (_, index) =>
    listed(firstScope, { id: `open${index}`, createdAt: midnight + index * 10 * secondMs, ...lives(index) }),
  );
  const most = Array.from({ length: 14 }, (_, index) =>
    listed(otherScope, { id: `hang${index}`, createdAt: midnight + index * secondMs, ...lives(index) }),
  );
  // One of each is forgotten by then.
  return [...crowd, ...(later ? [...few.slice(1), ...most.slice(1)] : [...few, ...most])];
}

const kinds: readonly Partial<Job>[] = [
  {},
  { state: "Failed", code: "Timeout", message: `no answer from ${signed}` },
  open,
  { state: "Running", endedAt: null },
  { state: "Odd" },
];

/** Bursts of several pages in one second, and seconds with one job each. */
export const secondNight = [firstScope, otherScope].flatMap((scope, which) =>
  [0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 3_600, 40_000, 40_001, 43_199, 43_200, 43_200, 60_000, 86_399].map(
    (second, index) =>
      listed(scope, {
        id: `n${which}-${index}`,
        createdAt: midnight + dayMs + second * secondMs,
        ...kinds[(index + which) % kinds.length],
      }),
  ),
);

const world: FakeCiOptions = {
  buckets: [{ name: bucket, region, createdAt: null }],
  queues: {
    [bucket]: [
      aQueue({
        queueId: "p1",
        callback: { ...aQueue({ queueId: "" }).callback, state: "On", url: `https://hooks.example/x?key=${secret}` },
      }),
    ],
  },
};

const request: Partial<AuditRequest> = {
  tags,
  regions: [region],
  windowMs: 12 * 3_600_000,
  pageSize: 3,
  assumedRetentionMs: 100 * dayMs,
};

/** Of the second night. */
export function secondRequest(change: Partial<AuditRequest> = {}): AuditRequest {
  return aRequest({ ...request, name: { family: "pic", date: "2026-11-22" }, concurrency: 2, ...change });
}

/** A store in which the first night is committed. */
export async function afterFirstNight(): Promise<MemoryStore> {
  const store = memoryStore();
  await audit(fakeCi(firstNight(false), world), store, { ...request, pageSize: 100 });
  return store;
}

export function copyOf(store: MemoryStore): MemoryStore {
  const copy = memoryStore();
  for (const [key, bytes] of store.objects) copy.objects.set(key, bytes);
  return copy;
}

class Killed extends Error {}

export interface Kill {
  /** Counts from 1. */
  readonly effect: number;
  readonly when: "before" | "after";
}

export interface NightOptions {
  readonly kill?: Kill;
  readonly startAt?: number;
  /** How long each question takes. */
  readonly answerMs?: number;
  readonly cloud?: FakeCiOptions;
  readonly jobs?: readonly ListedJob[];
  readonly change?: Partial<AuditRequest>;
  /** Whether checkpoints cannot be written. */
  failClaims?(key: string): boolean;
}

export interface Attempt {
  /** Null when it was killed. */
  readonly result: AuditResult | null;
  readonly effects: number;
  readonly endedAt: number;
  /** When each page or look-up was asked for. */
  readonly asked: readonly number[];
  readonly saved: readonly { readonly key: string; readonly at: number }[];
  readonly progress: readonly AuditProgress[];
}

export const startOfRun = midnight + 2 * dayMs + 3 * 3_600_000;

export async function attempt(store: MemoryStore, options: NightOptions = {}): Promise<Attempt> {
  const { kill, startAt = startOfRun, answerMs = 4_000, failClaims = () => false } = options;
  const clock = manualClock(startAt);
  const asked: number[] = [];
  const saved: { key: string; at: number }[] = [];
  const progress: AuditProgress[] = [];
  let effects = 0;
  let dead = false;
  const effect = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    if (dead) throw new Killed();
    effects += 1;
    const mine = effects === kill?.effect ? kill.when : null;
    dead ||= mine === "before";
    if (dead) throw new Killed();
    const result = await act();
    dead ||= mine === "after";
    if (dead) throw new Killed();
    return result;
  };
  const ask = <Result>(act: () => Promise<Result>) =>
    effect(async () => {
      await clock.sleep(answerMs, new AbortController().signal);
      return act();
    });
  const inner = fakeCi(options.jobs ?? [...firstNight(true), ...secondNight], {
    ...world,
    // The second half of the other scope's day.
    failJobs: ({ request: { scope, createdFrom } }) =>
      scope.tag === "PosterProduction" && createdFrom === midnight + 1.5 * dayMs - secondMs
        ? new NetworkError("Cannot list jobs: the connection was reset")
        : null,
    failLookups: ({ ids }) => (ids.includes("open3") ? new NetworkError("Cannot look jobs up: no answer") : null),
    ...options.cloud,
  });
  const ci: CloudInfinite = {
    listBuckets: (...args) => ask(() => inner.listBuckets(...args)),
    listQueues: (...args) => ask(() => inner.listQueues(...args)),
    listJobs: (...args) => {
      asked.push(clock.now());
      return ask(() => inner.listJobs(...args));
    },
    lookUpJobs: (...args) => {
      asked.push(clock.now());
      return ask(() => inner.lookUpJobs(...args));
    },
  };
  const counted: ReportStore = {
    location: store.location,
    get: (...args) => effect(() => store.get(...args)),
    put: (...args) => effect(() => store.put(...args)),
    claim: (...args) =>
      effect(async () => {
        if (failClaims(args[0])) throw new StoreError("Cannot store: the store is full");
        const claim = await store.claim(...args);
        if (claim.won && args[0].includes("/progress/")) saved.push({ key: args[0], at: clock.now() });
        return claim;
      }),
  };
  const deps = {
    ci,
    store: counted,
    clock,
    producer: { name: "job-audit", version: "0.1.0" },
    onProgress: (told: AuditProgress) => void progress.push(told),
  };
  const wanted = secondRequest(options.change);
  const done = (result: AuditResult | null) => ({ result, effects, endedAt: clock.now(), asked, saved, progress });
  try {
    return done(await auditNight(deps, wanted, new AbortController().signal));
  } catch (error) {
    if (error instanceof Killed) return done(null);
    throw error;
  }
}

/** What depends on the jobs alone; manifest and ledger say how they were read. */
const answers =
  /^v1\/(findings|groups|open|carried|amendments|recoveries|queues|summaries)\/family=pic\/date=2026-11-22/;

/** Names carry the hash of the content. */
export function answersIn(store: MemoryStore): string[] {
  return keysOf(store, answers);
}
