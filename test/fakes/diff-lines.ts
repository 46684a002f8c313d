/** Lines of a diff and tested rates as tests want them: whole, but for what a test changes. */

import type { QueueRow } from "../../lib/core/schema/queue.ts";
import type { RateTest } from "../../lib/core/schema/rate-test.ts";
import type {
  CarriedChange,
  CoverageChange,
  DriftChange,
  GroupChange,
  QueueChangeRow,
  SlowChange,
  SpikeChange,
} from "../../lib/core/schema/regression.ts";
import { aScope } from "./samples.ts";

const head = { schema: "job-audit/regression/v1", worse: true } as const;
const { tag: _tag, ...aQueue } = aScope;

export function aGroup(change: Partial<GroupChange> = {}): GroupChange {
  return {
    ...head,
    kind: "group",
    ...aScope,
    fingerprint: "v1:aa",
    baselineState: "new",
    baseline: "2026-11-20",
    verdict: "failed",
    code: "ImageTooLarge",
    message: "image is too large",
    operation: null,
    before: 0,
    after: 40,
    firstSeen: "2026-11-21",
    lastSeen: "2026-11-21",
    knownCode: false,
    flapping: false,
    overGrouped: false,
    samples: ["j1"],
    ...change,
  };
}

export function aCarried(change: Partial<CarriedChange> = {}): CarriedChange {
  return {
    ...head,
    kind: "carried",
    ...aScope,
    outcome: "vanished",
    verdict: "vanished",
    jobs: 5,
    oldest: "2026-11-20T00:00:00.000Z",
    nights: ["2026-11-20"],
    samples: ["j2"],
    ...change,
  };
}

export function aCoverage(change: Partial<CoverageChange> = {}): CoverageChange {
  return {
    ...head,
    kind: "coverage",
    ...aScope,
    baseline: "2026-11-20",
    before: "complete",
    after: "incomplete",
    holes: 1,
    ...change,
  };
}

export function aQueueChange(change: Partial<QueueChangeRow> = {}): QueueChangeRow {
  return {
    ...head,
    kind: "queue",
    ...aQueue,
    name: "thumbnails",
    baseline: "2026-11-20",
    change: "paused",
    before: "Active",
    after: "Paused",
    ...change,
  };
}

export function aQueueRow(change: Partial<QueueRow> = {}): QueueRow {
  return {
    schema: "job-audit/queue/v1",
    ...aQueue,
    name: "thumbnails",
    state: "Active",
    maxSize: null,
    maxConcurrent: null,
    category: null,
    createdAt: null,
    updatedAt: null,
    callback: {
      state: "On",
      url: null,
      event: null,
      type: null,
      resultFormat: null,
      mqMode: null,
      mqRegion: null,
      mqName: null,
    },
    ...change,
  };
}

const figures = {
  level: "scope",
  operation: null,
  fingerprint: null,
  before: { failed: 280, ended: 28_000 },
  after: { failed: 340, ended: 2_000 },
  nights: ["2026-11-20", "2026-11-19"],
  leftOut: [],
  weekdays: false,
  method: "beta-binomial",
  dispersion: 0.0001,
  expected: 20,
  low: 11,
  high: 31,
  excess: 320,
  ratio: 17,
  ratioLow: 14,
  ratioHigh: 20,
  p: 1e-40,
  q: 1e-38,
  floor: { ratio: 1.5, excess: 5 },
  provisional: false,
} as const;

export function aSpike(change: Partial<SpikeChange> = {}): SpikeChange {
  return {
    ...head,
    kind: "spike",
    ...aScope,
    baseline: "2026-11-20",
    code: null,
    message: null,
    ...figures,
    nights: [...figures.nights],
    leftOut: [],
    why: null,
    ...change,
  };
}

export function aTest(change: Partial<RateTest> = {}): RateTest {
  return {
    schema: "job-audit/rate-test/v1",
    ...aScope,
    ...figures,
    nights: [...figures.nights],
    leftOut: [],
    verdict: "quiet",
    reason: "as expected",
    ...change,
  };
}

export function aDrift(change: Partial<DriftChange> = {}): DriftChange {
  return {
    ...head,
    kind: "drift",
    ...aScope,
    baseline: "2026-11-20",
    since: "2026-11-12",
    nights: 10,
    statistic: 7.2,
    threshold: 6,
    before: { failed: 200, ended: 20_000 },
    after: { failed: 300, ended: 20_000 },
    ...change,
  };
}

export function aSlow(change: Partial<SlowChange> = {}): SlowChange {
  return {
    ...head,
    kind: "slow",
    ...aScope,
    baseline: "2026-11-20",
    phase: "wait",
    quantile: "p90Ms",
    before: 10_000,
    after: 45_000,
    jobs: 2_000,
    nights: 20,
    score: 8,
    ...change,
  };
}
