import { describe, expect, it } from "vitest";
import type { Job } from "../../../lib/core/job.ts";
import type { Scope } from "../../../lib/core/scope.ts";
import { countsOf } from "../../../lib/core/tally.ts";
import { type FailedWork, noFailedWork } from "../../../lib/usecases/report/failed-work.ts";
import { createSpool, type Run } from "../../../lib/usecases/report/spool.ts";
import { createWindowSink } from "../../../lib/usecases/report/window-sink.ts";
import { fingerprinting as fingerprints } from "../../fakes/fingerprinting.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";

const signal = new AbortController().signal;
const hour = 3_600_000;
const judgement = { asOf: midnight + 26 * hour, queuedAfterMs: 2 * hour, runningAfterMs: hour, queuePaused: false };

async function sinkOf(...batches: readonly (readonly Job[])[]) {
  return fill(noFailedWork, batches);
}

async function fill(failedWork: FailedWork, batches: readonly (readonly Job[])[]) {
  const spool = createSpool(memoryStore(), "run1", Number.POSITIVE_INFINITY);
  const sink = createWindowSink({ scope: aScope, judgement, failedWork, fingerprints }, spool, signal);
  for (const jobs of batches) await sink.add(jobs, false);
  return sink.finish();
}

async function rowsIn(runs: readonly Run[]) {
  const texts = await Promise.all(runs.map(async (run) => (await run.read(signal)).toString()));
  const lines = texts.join("").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

async function idsIn(runs: readonly Run[]): Promise<string[]> {
  return (await rowsIn(runs)).map(({ jobId }) => jobId);
}

describe("createWindowSink()", () => {
  it("counts every job, lists those with a verdict, and those that are open", async () => {
    const rows = await sinkOf(
      [
        aJob({ id: "c3", state: "Success" }),
        aJob({ id: "c2", state: "Running", startedAt: midnight, endedAt: null }),
        aJob({ id: "c1", state: "Failed" }),
      ],
      [
        aJob({ id: "c5", createdAt: midnight + 1_000, state: "Submitted", startedAt: midnight, endedAt: null }),
        aJob({ id: "c4", createdAt: midnight + 1_000, state: "Cancel" }),
        aJob({ id: "c6", createdAt: midnight + 1_000, state: "Mystery" }),
      ],
    );
    expect(await idsIn(rows.findings)).toEqual(["c1", "c2", "c5", "c6"]);
    expect(await idsIn(rows.open)).toEqual(["c2", "c5", "c6"]);
    expect(countsOf(rows.tally)).toEqual({
      jobs: 6,
      byState: { Cancel: 1, Failed: 1, Mystery: 1, Running: 1, Submitted: 1, Success: 1 },
      byVerdict: { failed: 1, "stuck.queued": 1, "stuck.running": 1, unrecognised: 1 },
    });
  });

  it("lists an open job that is not overdue as open only", async () => {
    const createdAt = judgement.asOf - hour;
    const rows = await sinkOf([aJob({ id: "c1", createdAt, state: "Submitted", startedAt: null, endedAt: null })]);
    expect(await idsIn(rows.findings)).toEqual([]);
    expect(await idsIn(rows.open)).toEqual(["c1"]);
  });

  it("has no runs where there is nothing to list", async () => {
    const { tally, ...rows } = await sinkOf([aJob({ id: "c1" })]);
    expect([rows, tally.jobs]).toEqual([{ findings: [], open: [], recoveries: [], groups: [] }, 1]);
  });

  it("counts in a hole what has a line, and no other: how many there were nobody knows", async () => {
    const spool = createSpool(memoryStore(), "run1", Number.POSITIVE_INFINITY);
    const request = { scope: aScope, judgement, failedWork: { isRecovery: () => true, notes: [] }, fingerprints };
    const sink = createWindowSink(request, spool, signal);
    const createdAt = judgement.asOf - hour;
    const open = aJob({ id: "c3", createdAt, state: "Submitted", startedAt: null, endedAt: null });
    await sink.add([aJob({ id: "c1", state: "Failed" }), aJob({ id: "c2" }), open], true);
    const rows = await sink.finish();
    expect(countsOf(rows.tally)).toMatchObject({ jobs: 2, byState: { Failed: 1, Submitted: 1 } });
    expect([await idsIn(rows.findings), await idsIn(rows.open)]).toEqual([["c1"], ["c3"]]);
    expect(await idsIn(rows.recoveries)).toEqual(["c1", "c2", "c3"]);
  });

  it("counts findings by their kind", async () => {
    const failed = { state: "Failed", code: "Timeout", message: "took too long" };
    const { groups } = await sinkOf(
      [aJob({ id: "c2", ...failed }), aJob({ id: "c1", ...failed }), aJob({ id: "c3" })],
      [aJob({ id: "c0", createdAt: midnight + 1_000, ...failed })],
    );
    expect(groups).toHaveLength(1);
    expect(await rowsIn(groups.flat())).toMatchObject([
      {
        jobs: 3,
        kind: { verdict: "failed", code: "Timeout" },
        first: [{ jobId: "c1" }, { jobId: "c2" }, { jobId: "c0" }],
      },
    ]);
  });

  it("lists what had failed in an earlier night and succeeded now, without the secrets of a link", async () => {
    const input = { bucket: null, region: null, object: "https://photos.example/a.jpg?sign=5ec2e7" };
    const mended = { isRecovery: (_: Scope, job: Job) => job.id.startsWith("c"), notes: [] };
    const jobs = ["c2", "b1", "c1"].map((id) => aJob({ id, input }));
    const { recoveries, findings } = await fill(mended, [jobs]);
    expect(await idsIn(recoveries)).toEqual(["c1", "c2"]);
    expect(JSON.stringify(await rowsIn(recoveries))).not.toContain("5ec2e7");
    expect(findings).toEqual([]);
  });
});
