import { describe, expect, it } from "vitest";
import { families } from "../../../lib/core/family.ts";
import type { Job } from "../../../lib/core/job.ts";
import { findingRow } from "../../../lib/core/rows.ts";
import type { AuditRequest } from "../../../lib/usecases/audit/audit-request.ts";
import type { NightPlan } from "../../../lib/usecases/audit/night-plan.ts";
import { readNight } from "../../../lib/usecases/audit/read-night.ts";
import { toLine } from "../../../lib/usecases/report/line-runs.ts";
import type { CommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { createReportWriter } from "../../../lib/usecases/report/report-writer.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { fakeCi } from "../../fakes/fake-ci.ts";
import { fingerprinting, plannedFingerprints } from "../../fakes/fingerprinting.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";

const signal = new AbortController().signal;
const hour = 3_600_000;
const name = { family: "pic", date: "2026-11-21" } as const;
const span = { from: midnight, to: midnight + 24 * hour };
const plan: NightPlan = {
  name,
  timeZone: "Asia/Shanghai",
  span,
  asOf: span.to + 2 * hour,
  settingsDigest: "",
  fingerprints: plannedFingerprints,
  runId: "0123456789abcdef",
  previous: null,
  inputs: [],
  outdated: [],
  damaged: [],
};
const request: AuditRequest = {
  name,
  timeZone: plan.timeZone,
  settleMs: 2 * hour,
  settingsDigest: "",
  fingerprintRules: [],
  family: families.pic,
  tags: [aScope.tag],
  regions: [aScope.region],
  buckets: [],
  excluded: [],
  windowMs: hour,
  pageSize: 100,
  concurrency: 2,
  catchUpNights: 7,
  openMaxAgeNights: 7,
  lookupIds: 1,
  maxLookups: 100_000,
  maxRetryLookups: 1_000,
  assumedRetentionMs: 72 * hour,
  thresholdsOf: () => ({ queuedAfterMs: hour, runningAfterMs: hour }),
};

function on(object: string, change: Partial<Job> = {}): Job {
  return aJob({ id: object, input: { bucket: null, region: null, object }, ...change });
}

/** A committed night in which a job failed on each of these objects. */
async function aNight(store: MemoryStore, night: string, objects: readonly string[]): Promise<CommittedNight> {
  const writer = createReportWriter(store, signal);
  const failed = { name: "failed", reason: "" } as const;
  const lines = objects.map((object) =>
    toLine(findingRow(aScope, on(object, { state: "Failed" }), failed, fingerprinting)),
  );
  await writer.lines("findings", ({ sha256 }) => `${night}/${sha256}.jsonl.gz`, lines);
  const manifest = aManifest({ night, files: [...writer.files] });
  const commit = { schema: "job-audit/commit/v1", ...name, night, revision: 1, status: "complete" } as const;
  return {
    key: night,
    manifest,
    commit: { ...commit, manifest: "m", manifestSha256: "", replaces: null, committedAt: "2026-11-21T18:30:00.000Z" },
  };
}

async function recoveredIn(store: MemoryStore, inputs: readonly CommittedNight[], objects: readonly string[]) {
  const ci = fakeCi(objects.map((object) => ({ scope: aScope, job: on(object) })));
  const deps = { ci, store, clock: manualClock(plan.asOf), producer: { name: "", version: "" }, onProgress: () => {} };
  const planned = { scope: aScope, origin: "discovered", readBefore: false, queue: null } as const;
  const discovery = { scopes: [planned], queues: [], holes: [] };
  const reading = await readNight(deps, request, { plan: { ...plan, inputs }, discovery }, signal);
  const runs = reading.scopes.flatMap((scope) => scope.reading.windows.flatMap(({ rows }) => rows.recoveries));
  const texts = await Promise.all(runs.map(async (run) => (await run.read(signal)).toString()));
  const lines = texts.join("").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line).jobId);
}

describe("readNight()", () => {
  it("knows what failed in the nights before, and not what failed in those after", async () => {
    const store = memoryStore();
    const inputs = [
      await aNight(store, "2026-11-18", ["old.jpg"]),
      await aNight(store, "2026-11-20", ["young.jpg"]),
      await aNight(store, "2026-11-22", ["later.jpg"]),
    ];
    const objects = ["later.jpg", "new.jpg", "old.jpg", "young.jpg"];
    expect(await recoveredIn(store, inputs, objects)).toEqual(["old.jpg", "young.jpg"]);
  });

  it("reads nothing of earlier nights where none is committed", async () => {
    const store = memoryStore();
    expect(await recoveredIn(store, [], ["a.jpg"])).toEqual([]);
    expect(store.calls).toEqual([]);
  });
});
