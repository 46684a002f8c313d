/** Lines of a diff and diffs for tests; every part can be set. */

import type { Diff } from "../../lib/core/schema/diff.ts";
import type {
  CarriedChange,
  CoverageChange,
  DurationChange,
  GroupChange,
  InputChange,
  QueueChangeRow,
  RateChange,
} from "../../lib/core/schema/regression.ts";

const place = { family: "pic", region: "ap-chongqing", bucket: "photos-1250000000", queueId: "p1" } as const;
const head = { schema: "job-audit/regression/v1", ...place, worse: false } as const;
const scope = { ...head, tag: "PicProcess" } as const;
const operation = { templateId: null, templateName: null, rule: "imageMogr2/thumbnail/!50p" };

export function groupLine(parts: Partial<GroupChange> = {}): GroupChange {
  return {
    ...scope,
    kind: "group",
    fingerprint: "v1:0123456789abcdef0123456789abcdef",
    baselineState: "updated",
    baseline: "2026-11-19",
    verdict: "failed",
    code: "ImageTooLarge",
    message: "图片尺寸超出限制：41321x30291",
    operation,
    before: 120,
    after: 1204,
    firstSeen: "2026-11-14",
    lastSeen: "2026-11-20",
    knownCode: true,
    flapping: false,
    overGrouped: false,
    samples: ["j1"],
    ...parts,
  };
}

export function carriedLine(parts: Partial<CarriedChange> = {}): CarriedChange {
  return {
    ...scope,
    kind: "carried",
    outcome: "failed",
    verdict: "failed",
    jobs: 18,
    oldest: "2026-11-19T12:00:00.000Z",
    nights: ["2026-11-19"],
    samples: ["j2"],
    ...parts,
  };
}

export function inputLine(parts: Partial<InputChange> = {}): InputChange {
  return {
    ...scope,
    kind: "input",
    outcome: "failed-again",
    createdAt: "2026-11-20T02:00:00.000Z",
    jobId: "j3",
    input: { bucket: null, region: null, object: "photos/a.jpg" },
    operation,
    code: "ImageTooLarge",
    ...parts,
  };
}

export function rateLine(parts: Partial<RateChange> = {}): RateChange {
  const before = { failed: 180, ended: 6790 };
  const after = { failed: 214, ended: 6812 };
  return { ...scope, kind: "rate", baseline: "2026-11-19", operation: null, before, after, ...parts };
}

export function durationLine(parts: Partial<DurationChange> = {}): DurationChange {
  const before = { jobs: 6790, p50Ms: 12_300, p90Ms: 40_000, p99Ms: 250_000 };
  const after = { jobs: 6812, p50Ms: 12_300, p90Ms: 80_000, p99Ms: 7_500_000 };
  return { ...scope, kind: "duration", baseline: "2026-11-19", phase: "run", before, after, ...parts };
}

export function queueLine(parts: Partial<QueueChangeRow> = {}): QueueChangeRow {
  const change = { change: "paused", before: "Active", after: "Paused" } as const;
  return { ...head, kind: "queue", name: "thumbnails", baseline: "2026-11-19", ...change, ...parts };
}

export function coverageLine(parts: Partial<CoverageChange> = {}): CoverageChange {
  const change = { before: "complete", after: "incomplete", holes: 2 } as const;
  return { ...scope, kind: "coverage", baseline: "2026-11-19", ...change, ...parts };
}

const noGroups = { new: 0, regressed: 0, updated: 0, unchanged: 0, absent: 0, unknown: 0 };
const noCarried = {
  "still-open": 0,
  "not-seen": 0,
  changed: 0,
  failed: 0,
  succeeded: 0,
  retried: 0,
  "hidden-failure": 0,
  cancelled: 0,
  vanished: 0,
  unrecognised: 0,
};

export function makeDiff(parts: Partial<Omit<Diff, "headline">> = {}, headline: Partial<Diff["headline"]> = {}): Diff {
  return {
    schema: "job-audit/diff/v1",
    family: "pic",
    night: "2026-11-20",
    status: "complete",
    baselines: [{ night: "2026-11-19", scopes: 3 }],
    leftOut: [],
    headline: {
      worse: 0,
      groups: noGroups,
      failed: { before: 180, after: 214 },
      ended: { before: 6790, after: 6812 },
      carried: noCarried,
      inputs: { failedAgain: 0, recovered: 0 },
      queues: 0,
      rates: { tested: 0, tooFew: 0, spikes: 0, drifts: 0, slow: 0 },
      scopes: { complete: 3, incomplete: 0, gone: 0, notAudited: 0, withoutBaseline: 0 },
      ...headline,
    },
    worst: [],
    scopes: [],
    ...parts,
  };
}

export const groupCounts = (parts: Partial<typeof noGroups>) => ({ ...noGroups, ...parts });
export const carriedCounts = (parts: Partial<typeof noCarried>) => ({ ...noCarried, ...parts });
