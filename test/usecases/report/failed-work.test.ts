import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import type { Job } from "../../../lib/core/job.ts";
import { amendmentRow, findingRow } from "../../../lib/core/rows.ts";
import type { VerdictName } from "../../../lib/core/verdict.ts";
import { loadFailedWork, noFailedWork } from "../../../lib/usecases/report/failed-work.ts";
import { toLine } from "../../../lib/usecases/report/line-runs.ts";
import type { CommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { createReportWriter } from "../../../lib/usecases/report/report-writer.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { fingerprinting } from "../../fakes/fingerprinting.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope } from "../../fakes/samples.ts";

const signal = new AbortController().signal;
const commit: CommittedNight["commit"] = {
  schema: "job-audit/commit/v1",
  family: "pic",
  night: "2026-11-20",
  revision: 1,
  status: "complete",
  manifest: "m",
  manifestSha256: "0".repeat(64),
  replaces: null,
  committedAt: "2026-11-21T18:30:00.000Z",
};

function input(object: string): Job["input"] {
  return { bucket: "photos-1250000000", region: "ap-chongqing", object };
}

/** A committed night that found these jobs. */
async function aNight(store: MemoryStore, night: string, jobs: readonly Partial<Job>[], name: VerdictName = "failed") {
  const writer = createReportWriter(store, signal);
  const rows = jobs.map((job, index) =>
    findingRow(aScope, aJob({ id: `j${index}`, ...job }), { name, reason: "" }, fingerprinting),
  );
  await writer.lines("findings", ({ sha256 }) => `${night}/${sha256}.jsonl.gz`, rows.map(toLine));
  return { key: night, commit, manifest: aManifest({ night, files: [...writer.files] }) };
}

/** A committed night that learned this of jobs of the night before it. */
async function aNightThatLearned(
  store: MemoryStore,
  night: string,
  jobs: readonly { readonly job: Partial<Job>; readonly verdict: VerdictName | null }[],
) {
  const writer = createReportWriter(store, signal);
  const was = { state: "Running", startedAt: null };
  const rows = jobs.map(({ job, verdict }, index) => {
    const learned = { night: "2026-11-19", change: "ended", was, verdict, reason: "" } as const;
    return amendmentRow(aScope, { ...learned, job: aJob({ id: `j${index}`, ...job }) }, fingerprinting);
  });
  await writer.lines("amendments", ({ sha256 }) => `${night}/${sha256}.jsonl.gz`, rows.map(toLine));
  return { key: night, commit, manifest: aManifest({ night, files: [...writer.files] }) };
}

function succeeds(change: Partial<Job>): Job {
  return aJob({ id: "later", ...change });
}

describe("loadFailedWork()", () => {
  it("knows a success with the input and the operation of a job that had failed", async () => {
    const store = memoryStore();
    const nights = [
      await aNight(store, "2026-11-19", [{ input: input("a.jpg") }]),
      await aNight(store, "2026-11-20", [{ input: input("b.jpg") }, { input: null }]),
    ];
    const work = await loadFailedWork(store, nights, signal);
    expect(work.notes).toEqual([]);
    const isRecovery = (change: Partial<Job>) => work.isRecovery(aScope, succeeds(change));
    expect(isRecovery({ input: input("a.jpg") })).toBe(true);
    expect(isRecovery({ input: input("b.jpg") })).toBe(true);
    // The service need not repeat where the input lies: it is the bucket that was asked.
    expect(isRecovery({ input: { bucket: null, region: null, object: "a.jpg" } })).toBe(true);
    expect(isRecovery({ input: input("c.jpg") })).toBe(false);
    expect(isRecovery({ input: null })).toBe(false);
    expect(isRecovery({ input: input("a.jpg"), operation: null })).toBe(false);
    expect(isRecovery({ input: input("a.jpg"), state: "Failed" })).toBe(false);
    expect(isRecovery({ input: input("a.jpg"), state: "Running" })).toBe(false);
    const innerFailures = [{ path: "Operation.X", code: "", message: "" }];
    expect(isRecovery({ input: input("a.jpg"), innerFailures })).toBe(false);
  });

  it("knows what failed late, as a later night learned it", async () => {
    const store = memoryStore();
    const learned = await aNightThatLearned(store, "2026-11-20", [
      { job: { input: input("late.jpg") }, verdict: "failed" },
      { job: { input: input("held.jpg") }, verdict: "held" },
      { job: { input: input("done.jpg") }, verdict: null },
    ]);
    const work = await loadFailedWork(store, [learned], signal);
    const known = ["late", "held", "done"].map((name) =>
      work.isRecovery(aScope, succeeds({ input: input(`${name}.jpg`) })),
    );
    expect(known).toEqual([true, false, false]);
    expect(work.notes).toEqual([]);
  });

  it("goes on without a file that is damaged, and says what that costs", async () => {
    const store = memoryStore();
    const nights = [
      await aNight(store, "2026-11-18", [{ input: input("lost.jpg") }]),
      await aNightThatLearned(store, "2026-11-19", [{ job: { input: input("changed.jpg") }, verdict: "failed" }]),
      await aNight(store, "2026-11-20", [{ input: input("kept.jpg") }]),
    ];
    const [lost = "", changed = ""] = nights.flatMap(({ manifest }) => manifest.files.map(({ key }) => key));
    store.objects.delete(lost);
    store.objects.set(changed, Buffer.from("{}"));
    const work = await loadFailedWork(store, nights, signal);
    const known = ["lost", "changed", "kept"].map((name) =>
      work.isRecovery(aScope, succeeds({ input: input(`${name}.jpg`) })),
    );
    expect(known).toEqual([false, false, true]);
    expect(work.notes.map(({ note }) => note)).toEqual([
      `what recovered since 2026-11-19 cannot be told: Cannot trust the report: ${changed} was changed since it was committed`,
      `what recovered since 2026-11-18 cannot be told: Cannot read the report: ${lost} is missing`,
    ]);
  });

  it("throws when the store cannot be reached, for another time it may be", async () => {
    const gone = new NetworkError("no answer");
    const store = memoryStore(({ name }) => (name === "get" ? gone : null));
    const nights = [await aNight(store, "2026-11-20", [{ input: input("a.jpg") }])];
    await expect(loadFailedWork(store, nights, signal)).rejects.toBe(gone);
  });

  it("compares what is left of a signed link", async () => {
    const store = memoryStore();
    const signed = input("https://photos.example/in/a.jpg?q-signature=5ec2e7");
    const work = await loadFailedWork(store, [await aNight(store, "2026-11-20", [{ input: signed }])], signal);
    expect(work.isRecovery(aScope, succeeds({ input: signed }))).toBe(true);
    const other = input("https://photos.example/in/b.jpg?q-signature=5ec2e7");
    expect(work.isRecovery(aScope, succeeds({ input: other }))).toBe(false);
  });

  it("is nothing where no night is committed, or nothing failed", async () => {
    const store = memoryStore();
    expect(await loadFailedWork(store, [], signal)).toBe(noFailedWork);
    const stuck = await aNight(store, "2026-11-20", [{ input: input("a.jpg") }], "stuck.running");
    expect(await loadFailedWork(store, [stuck], signal)).toBe(noFailedWork);
    expect(noFailedWork.isRecovery(aScope, succeeds({}))).toBe(false);
  });

  it("keeps the newest nights where there is no room for all, and says so", async () => {
    const store = memoryStore();
    const objects = (...names: string[]) => names.map((name) => ({ input: input(name) }));
    const nights = [
      await aNight(store, "2026-11-18", objects("d")),
      await aNight(store, "2026-11-19", objects("a", "b", "c")),
      await aNight(store, "2026-11-20", objects("a", "a")),
    ];
    const work = await loadFailedWork(store, nights, signal, 2);
    const known = ["a", "b", "c", "d"].map((name) => work.isRecovery(aScope, succeeds({ input: input(name) })));
    expect(known).toEqual([true, true, false, false]);
    expect(work.notes).toEqual([
      {
        region: "*",
        bucket: "*",
        queueId: "*",
        tag: "*",
        note: "recoveries are told for the newest 2 failed inputs: not for all of 2026-11-19, nor for older nights",
      },
    ]);
    expect((await loadFailedWork(store, nights, signal, 4)).notes).toEqual([]);
  });
});
