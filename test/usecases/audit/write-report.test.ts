/** What the files of a night hold beside findings, however it was read. */

import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Job } from "../../../lib/core/job.ts";
import { workKey } from "../../../lib/core/job-identity.ts";
import { groupSchema } from "../../../lib/core/schema/group.ts";
import type { FileEntry } from "../../../lib/core/schema/manifest.ts";
import { recoverySchema } from "../../../lib/core/schema/recovery.ts";
import { type Summary, summarySchema } from "../../../lib/core/schema/summary.ts";
import { splitSpan } from "../../../lib/core/window.ts";
import { judgeReadings } from "../../../lib/usecases/audit/judge-readings.ts";
import type { NightPlan } from "../../../lib/usecases/audit/night-plan.ts";
import { walkScopes } from "../../../lib/usecases/audit/walk-scopes.ts";
import { writeReport } from "../../../lib/usecases/audit/write-report.ts";
import type { PlannedScope } from "../../../lib/usecases/discover/discovery.ts";
import { toLine } from "../../../lib/usecases/report/line-runs.ts";
import { createReportWriter } from "../../../lib/usecases/report/report-writer.ts";
import { createSpool, type Run } from "../../../lib/usecases/report/spool.ts";
import { configuredThresholds } from "../../../lib/usecases/thresholds/night-thresholds.ts";
import { defaultWalkLimits } from "../../../lib/usecases/walk/window-walk.ts";
import { fakeCi, type ListedJob } from "../../fakes/fake-ci.ts";
import { plannedFingerprints } from "../../fakes/fingerprinting.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aQueue, aScope, midnight } from "../../fakes/samples.ts";

const signal = new AbortController().signal;
const hour = 3_600_000;
const span = { from: midnight, to: midnight + 24 * hour };
const plan: NightPlan = {
  name: { family: "pic", date: "2026-11-21" },
  timeZone: "Asia/Shanghai",
  span,
  asOf: span.to + 2 * hour,
  settingsDigest: "ab".repeat(32),
  fingerprints: plannedFingerprints,
  runId: "0123456789abcdef",
  previous: null,
  inputs: [],
  outdated: [],
  damaged: [],
};
const judgement = { asOf: plan.asOf, queuedAfterMs: hour, runningAfterMs: hour, queuePaused: false };
const planned: PlannedScope[] = ["q1", "q2"].map((queueId) => ({
  scope: { ...aScope, queueId },
  origin: "discovered",
  readBefore: false,
  queue: aQueue({ queueId }),
}));

const mended = { bucket: null, region: null, object: "mended.jpg" };

/** What the jobs of each scope are like, two an hour, over and over. */
const kinds: readonly Partial<Job>[] = [
  { state: "Failed", code: "Timeout", message: "took too long" },
  { state: "Failed", code: "NoSuchKey", message: "gone", operation: null },
  { state: "Success", input: mended },
  { state: "Success" },
  { state: "Running", endedAt: null },
];

const jobs: ListedJob[] = planned.flatMap(({ scope }) =>
  Array.from({ length: 40 }, (_, index) => {
    const createdAt = midnight + Math.floor(index / 2) * hour;
    const times = { createdAt, startedAt: createdAt + 1_000 * (index + 1), endedAt: createdAt + 100_000 };
    const id = `${scope.queueId}-${String(index).padStart(2, "0")}`;
    return { scope, job: aJob({ id, queueId: scope.queueId, ...times, ...kinds[index % 5] }) };
  }),
);

const failedWork = {
  isRecovery: (scope: PlannedScope["scope"], job: Job) =>
    job.state === "Success" && workKey(scope, job)?.includes("mended.jpg") === true,
  notes: [],
};

function runOf(name: string): Run {
  return { read: async () => toLine({ name }) };
}

async function report({ windowMs = hour, concurrency = 2, spoolBytes = 1e9 } = {}) {
  const store = memoryStore();
  const deps = {
    ci: fakeCi(jobs),
    isPlanned: () => true,
    keepRaw: async () => "",
    onPage: () => {},
    limits: defaultWalkLimits,
  };
  const request = {
    scopes: planned,
    span,
    concurrency,
    failedWork,
    fingerprints: plannedFingerprints.scheme,
    planWindows: () => splitSpan(span, windowMs),
    judgementOf: () => judgement,
    onWindow: () => {},
  };
  const readings = await walkScopes(deps, createSpool(store, plan.runId, spoolBytes), request, signal);
  const { scopes } = judgeReadings(readings, { builtInTags: [], answering: new Set(), unproven: () => [] });
  const rechecked = { carried: [runOf("carried")], amendments: [runOf("a1"), runOf("a2")], holes: [], notes: [] };
  const queues = [{ region: "ap-chongqing", name: "photos-1250000000", queue: aQueue({ queueId: "q1" }) }];
  const writer = createReportWriter(store, signal);
  const thresholds = configuredThresholds({ thresholdsOf: () => judgement });
  await writeReport(writer, plan, { scopes, queues, rechecked, thresholds, complete: true }, signal);
  const contentOf = ({ key }: FileEntry) => {
    const bytes = store.objects.get(key) ?? Buffer.of();
    return (key.endsWith(".gz") ? gunzipSync(bytes) : Buffer.from(bytes)).toString();
  };
  const rowsOf = (dataset: FileEntry["dataset"]) =>
    writer.files
      .filter((file) => file.dataset === dataset)
      .flatMap((file) => contentOf(file).trimEnd().split("\n"))
      .map((line) => JSON.parse(line));
  const summary: Summary = JSON.parse(
    writer.files
      .filter(({ dataset }) => dataset === "summaries")
      .map(contentOf)
      .join(),
  );
  return { files: writer.files, rowsOf, summary };
}

describe("writeReport()", () => {
  it("writes dataset by dataset, the rows of all scopes in one sequence of parts but for findings and open jobs", async () => {
    const { files } = await report();
    expect(files.map(({ dataset, rows }) => [dataset, rows])).toEqual([
      ["findings", 24],
      ["findings", 24],
      ["groups", 6],
      ["open", 8],
      ["open", 8],
      ["carried", 1],
      ["amendments", 2],
      ["recoveries", 16],
      ["queues", 1],
      ["ledgers", 48],
      ["summaries", 1],
    ]);
    expect(files[2]?.key).toMatch(/^v1\/groups\/family=pic\/date=2026-11-21\/part-00000-[0-9a-f]{64}\.jsonl\.gz$/);
  });

  it("counts findings by scope and kind, in the order of scopes and fingerprints", async () => {
    const groups = (await report()).rowsOf("groups").map((row) => groupSchema.parse(row));
    expect(groups.map(({ queueId }) => queueId)).toEqual(["q1", "q1", "q1", "q2", "q2", "q2"]);
    for (const queueId of ["q1", "q2"]) {
      const ofQueue = groups.filter((group) => group.queueId === queueId);
      const fingerprints = ofQueue.map(({ fingerprint }) => fingerprint);
      expect(fingerprints).toEqual([...fingerprints].sort());
      expect(ofQueue.find(({ code }) => code === "Timeout")).toMatchObject({
        verdict: "failed",
        message: "took too long",
        operation: { templateId: "t1" },
        jobs: 8,
        firstCreatedAt: "2026-11-20T16:00:00.000Z",
        lastCreatedAt: "2026-11-21T09:00:00.000Z",
        samples: [`${queueId}-00`, `${queueId}-05`, `${queueId}-10`],
      });
      expect(ofQueue.find(({ verdict }) => verdict === "stuck.running")).toMatchObject({
        code: "",
        message: "runs for longer than 1h",
        jobs: 8,
      });
    }
  });

  it("lists recoveries in the order of scopes and creation times, and carried jobs and amendments as they are given", async () => {
    const { rowsOf } = await report();
    const recoveries = rowsOf("recoveries").map((row) => recoverySchema.parse(row));
    const ids = ["q1", "q2"].flatMap((queue) =>
      ["02", "07", "12", "17", "22", "27", "32", "37"].map((n) => `${queue}-${n}`),
    );
    expect(recoveries.map(({ jobId }) => jobId)).toEqual(ids);
    expect(rowsOf("carried")).toEqual([{ name: "carried" }]);
    expect(rowsOf("amendments")).toEqual([{ name: "a1" }, { name: "a2" }]);
  });

  it("sums up durations and operations of a whole scope", async () => {
    const { scopes } = summarySchema.parse((await report()).summary);
    const [first] = scopes;
    // 32 jobs ended; their waits are 1 to 39 s, but for every fifth; ranks 15, 27 and 30.
    expect(first?.wait).toMatchObject({ count: 32, minMs: 1_000, maxMs: 39_000 });
    expect(first?.operations).toEqual([{ operation: "t1", templateName: null, succeeded: 16, failed: 8 }]);
    const exact = { p50Ms: 19_000, p90Ms: 34_000, p99Ms: 38_000 } as const;
    for (const [name, ms] of Object.entries(exact)) {
      const found = first?.wait[name as keyof typeof exact] ?? 0;
      expect(Math.abs(found - ms)).toBeLessThanOrEqual(ms / 100);
    }
  });

  it("gives the same files whatever the windows, the concurrency and the memory", async () => {
    const answers = async (change: Parameters<typeof report>[0]) =>
      (await report(change)).files.filter(({ dataset }) => dataset !== "ledgers");
    const one = await answers({});
    expect(await answers({ windowMs: 24 * hour, concurrency: 1 })).toEqual(one);
    expect(await answers({ windowMs: hour / 4, concurrency: 7, spoolBytes: 0 })).toEqual(one);
  });
});
