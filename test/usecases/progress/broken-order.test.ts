/** Runs that are killed where the list is out of order: what was saved before does not hide what was seen then. */

import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import type { Job } from "../../../lib/core/job.ts";
import { isCheckpointLine } from "../../../lib/core/schema/progress.ts";
import type { CloudInfinite } from "../../../lib/ports/cloud-infinite.ts";
import { auditNight } from "../../../lib/usecases/audit/audit-night.ts";
import type { AuditDeps } from "../../../lib/usecases/audit/audit-request.ts";
import { parseLines } from "../../../lib/usecases/progress/checkpoint.ts";
import { repairNight } from "../../../lib/usecases/repair/repair-night.ts";
import { type FakeCiOptions, fakeCi } from "../../fakes/fake-ci.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aQueue, aScope, midnight } from "../../fakes/samples.ts";
import { aRequest, dayMs } from "../audit/a-night.ts";
import { keysOf } from "../audit/stored.ts";
import { copyOf } from "./killed-night.ts";

const scope = { ...aScope, region: "ap-chongqing", bucket: "photos-1", queueId: "p1", tag: "PicProcess" };
const half = dayMs / 2;
const hourMs = 3_600_000;
const jobAt = (id: string, ms: number) => ({ scope, job: aJob({ id, createdAt: midnight + ms, queueId: "p1" }) });
const jobs = [
  ...Array.from({ length: 40 }, (_, index) => jobAt(`j${index}`, index * 60_000)),
  jobAt("late", 200_000),
  ...Array.from({ length: 9 }, (_, index) => jobAt(`k${index}`, half + index * 60_000)),
];

/** One job is listed half an hour from its place, behind the cuts of its window. */
function listedAt({ id, createdAt }: Job): number {
  return id === "late" ? midnight + 36 * 60_000 : createdAt;
}

const world: FakeCiOptions = {
  buckets: [{ name: scope.bucket, region: scope.region, createdAt: null }],
  queues: { [scope.bucket]: [aQueue({ queueId: "p1" })] },
};
const disordered: FakeCiOptions = { ...world, compare: (a, b) => listedAt(a) - listedAt(b) };
const change = { tags: [scope.tag], regions: [scope.region], windowMs: half, pageSize: 3, concurrency: 1 };
const request = aRequest({ ...change, assumedRetentionMs: 100 * dayMs });

class Killed extends Error {}

type Command<Result> = (deps: AuditDeps, asked: typeof request, signal: AbortSignal) => Promise<Result>;

/** Each page takes 4 s; `result` is null when the run was killed in front of page `killAt`. */
async function run<Result>(
  command: Command<Result>,
  store: MemoryStore,
  options: FakeCiOptions,
  { at = 0, killAt = Number.POSITIVE_INFINITY, concurrency = 1 } = {},
) {
  const clock = manualClock(midnight + dayMs + 3 * hourMs + at);
  const inner = fakeCi(jobs, options);
  let asked = 0;
  const listJobs: CloudInfinite["listJobs"] = async (...args) => {
    asked += 1;
    await clock.sleep(4_000, args[1]);
    // Checkpoints are written beside the reading.
    await new Promise(setImmediate);
    if (asked >= killAt) throw new Killed();
    return inner.listJobs(...args);
  };
  const producer = { name: "job-audit", version: "0.1.0" };
  const deps = { ci: { ...inner, listJobs }, store, clock, producer, onProgress: () => {} };
  const told = { ...request, concurrency };
  const result = await command(deps, told, new AbortController().signal).catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
    return null;
  });
  const begun = new Set(inner.requests.flatMap(({ token, createdFrom }) => (token === null ? [createdFrom] : [])));
  return { result, asked, begun };
}

/** Page 16 is the one that is out of order; the window is then read again from its start. */
const behindDisorder = [19, 20, 22, 25, 28];

describe("auditNight(), killed behind a list out of order", () => {
  it.each(behindDisorder)("in front of page %i, trusts no piece that relied on order", async (page) => {
    const store = memoryStore();
    const whole = await run(auditNight, memoryStore(), disordered);
    expect(whole.asked).toBeGreaterThan(page);
    expect((await run(auditNight, store, disordered, { killAt: page })).result).toBeNull();
    const { result } = await run(auditNight, store, disordered, { at: hourMs });
    expect([result?.manifest.jobs, result?.manifest.status]).toEqual([jobs.length, "complete"]);
  });
});

describe("auditNight(), resumed by many workers", () => {
  it("cuts no window of a scope whose order was broken before, however idle they are", async () => {
    const store = memoryStore();
    expect((await run(auditNight, store, disordered, { killAt: 20 })).result).toBeNull();
    const { result, begun } = await run(auditNight, store, disordered, { at: hourMs, concurrency: 16 });
    expect(result?.manifest).toMatchObject({ jobs: jobs.length, status: "complete" });
    // As the walk of a window begins, a second early for the bounds: nowhere else.
    expect([...begun].sort()).toEqual([midnight - 1_000, midnight + half - 1_000]);
    const fresh = await run(auditNight, memoryStore(), world, { concurrency: 16 });
    expect(fresh.begun.size).toBeGreaterThan(2);
  });
});

describe("repairNight(), killed behind a list out of order that could not be read in one chain", () => {
  /** Both windows break off. */
  async function withHoles() {
    const store = memoryStore();
    const failJobs = ({ page }: { readonly page: number }) => (page >= 2 ? new NetworkError("reset") : null);
    await run(auditNight, store, { ...world, failJobs });
    return store;
  }

  /** From the second chain of the first window on, the service leads in a circle. */
  function looping(): FakeCiOptions {
    let chains = 0;
    return {
      ...disordered,
      loops: ({ request: { createdFrom }, page }) => createdFrom < midnight && page >= 6 && chains >= 2,
      onPage({ request: { createdFrom }, page }) {
        if (page === 1 && createdFrom < midnight) chains += 1;
      },
    };
  }

  const base = withHoles();

  it.each([20, 21, 22, 23])("in front of page %i, commits what it would have, undisturbed", async (page) => {
    const before = await base;
    const [calm, store] = [copyOf(before), copyOf(before)];
    const whole = await run(repairNight, calm, looping(), { at: hourMs });
    await run(repairNight, store, looping(), { at: hourMs, killAt: page });
    const { result } = await run(repairNight, store, looping(), { at: 2 * hourMs });
    expect(result?.after.manifest.jobs).toBe(whole.result?.after.manifest.jobs);
    expect(result?.after.manifest.holes).toEqual(whole.result?.after.manifest.holes);
    expect(result?.after.manifest.status).toBe("incomplete");
  });

  it("writes checkpoints that count", async () => {
    const store = copyOf(await base);
    await run(repairNight, store, looping(), { at: hourMs, killAt: 23 });
    const lines = keysOf(store, /\/progress\//).flatMap((key) => parseLines(store.objects.get(key) ?? Buffer.alloc(0)));
    expect(lines.length).toBeGreaterThan(8);
    expect(lines.filter((line) => !isCheckpointLine(line))).toEqual([]);
  });
});
