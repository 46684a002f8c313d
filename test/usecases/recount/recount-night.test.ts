import { describe, expect, it } from "vitest";
import { ProtocolError } from "../../../lib/core/errors.ts";
import { recountNight } from "../../../lib/usecases/recount/recount-night.ts";
import { commitNight } from "../../../lib/usecases/report/commit-night.ts";
import { readCommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { aManifest, night } from "../../fakes/a-manifest.ts";
import { committing } from "../../fakes/committing.ts";
import { type FakeCiOptions, fakeCi, type ListedJob } from "../../fakes/fake-ci.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";
import { type Audited, audit, hourMs, jobsOf, withJob } from "./audited-jobs.ts";

const { signal } = new AbortController();
const dayMs = 24 * hourMs;

interface Asked {
  readonly windows?: number;
  readonly now?: number;
  readonly ci?: FakeCiOptions;
}

function recount({ store, committed }: Audited, jobs: readonly ListedJob[], asked: Asked = {}) {
  const { windows = Number.POSITIVE_INFINITY, now = midnight + dayMs + 2 * hourMs, ci = {} } = asked;
  const deps = { ci: fakeCi(jobs, ci), store, clock: { now: () => now }, onWindow: () => {} };
  const request = { committed, windows, pageSize: 100, concurrency: 2, assumedRetentionMs: 3 * dayMs };
  return recountNight(deps, request, signal);
}

function odd({ windows }: Awaited<ReturnType<typeof recount>>) {
  return windows.filter(({ outcome }) => outcome !== "same");
}

describe("recountNight()", () => {
  it("finds the same where the service lists what is committed, and writes nothing", async () => {
    const audited = await audit(jobsOf());
    audited.store.calls.length = 0;
    const { allWindows, windows } = await recount(audited, jobsOf());
    expect([allWindows, windows.length]).toEqual([48, 48]);
    expect(new Set(windows.map(({ outcome, jobs, listed, told }) => `${outcome} ${jobs} ${listed} ${told}`))).toEqual(
      new Set(["same 2 2 1"]),
    );
    expect(audited.store.calls.every(({ name }) => name === "get")).toBe(true);
  });

  it("takes the same sample of the same revision, spread over scopes and hours", async () => {
    const audited = await audit(jobsOf());
    const first = await recount(audited, jobsOf(), { windows: 12 });
    const again = await recount(audited, jobsOf(), { windows: 12 });
    expect(again).toEqual(first);
    expect(first.windows).toHaveLength(12);
    expect(new Set(first.windows.map(({ scope }) => scope.queueId)).size).toBe(2);
    expect(new Set(first.windows.map(({ window }) => window.from)).size).toBeGreaterThan(6);
  });

  it("tells of every window while it goes on", async () => {
    const { store, committed } = await audit(jobsOf());
    const told: string[] = [];
    const deps = {
      ci: fakeCi(jobsOf()),
      store,
      clock: { now: () => midnight },
      onWindow: (...at: number[]) => told.push(at.join("/")),
    };
    const request = { committed, windows: 3, pageSize: 100, concurrency: 1, assumedRetentionMs: 3 * dayMs };
    await recountNight(deps, request, signal);
    expect(told).toEqual(["1/3", "2/3", "3/3"]);
  });

  it("cries when a job that was committed as found is not listed any more", async () => {
    const audited = await audit(jobsOf());
    const differing = odd(
      await recount(
        audited,
        withJob(jobsOf(), "pqueue2-5-bad", () => null),
      ),
    );
    expect(differing).toMatchObject([
      {
        ...{ outcome: "differs", jobs: 2, listed: 1, told: 1, missing: { count: 1, ids: ["pqueue2-5-bad"] } },
        orders: { onlyDescending: { count: 0 }, onlyAscending: { count: 0 } },
        ...{ failure: null, window: { from: midnight + 5 * hourMs }, scope: { queueId: "pqueue2" } },
      },
    ]);
  });

  it("cries when the audit counted fewer jobs than are listed", async () => {
    const audited = await audit(withJob(jobsOf(), "pqueue1-7-good", () => null));
    expect(odd(await recount(audited, jobsOf()))).toMatchObject([
      { outcome: "differs", jobs: 1, listed: 2, missing: { count: 0, ids: [] } },
    ]);
  });

  it("names what one order gives and the other does not", async () => {
    const audited = await audit(jobsOf());
    const ci = fakeCi(jobsOf());
    const fickle: typeof ci = {
      ...ci,
      async listJobs(request, stop) {
        const page = await ci.listJobs(request, stop);
        const lost = request.order === "Desc" ? "pqueue1-8-good" : "pqueue1-8-bad";
        return { ...page, jobs: page.jobs.filter(({ id }) => id !== lost) };
      },
    };
    const deps = { ci: fickle, store: audited.store, clock: { now: () => midnight }, onWindow: () => {} };
    const request = {
      committed: audited.committed,
      windows: 48,
      pageSize: 100,
      concurrency: 2,
      assumedRetentionMs: dayMs,
    };
    expect(odd(await recountNight(deps, request, signal))).toMatchObject([
      {
        outcome: "differs",
        orders: {
          onlyDescending: { count: 1, ids: ["pqueue1-8-bad"] },
          onlyAscending: { count: 1, ids: ["pqueue1-8-good"] },
        },
      },
    ]);
  });

  it("says what kept the second reading from its end", async () => {
    const audited = await audit(jobsOf());
    const gone = withJob(jobsOf(), "pqueue1-8-bad", () => null);
    const ci = { poison: new Set(["pqueue1-8-good"]) };
    const poisoned = odd(await recount(audited, gone, { ci }));
    expect(poisoned).toMatchObject([{ outcome: "unread", missing: { count: 0 }, failure: { cause: "undecodable" } }]);
    const ascending = {
      failJobs: ({ request }: { request: { order: string } }) =>
        request.order === "Asc" ? new TypeError("a defect") : null,
    };
    await expect(recount(audited, gone, { ci: ascending })).rejects.toThrow("a defect");
  });

  it("tells a reading that broke off beside what differs, and takes no job of another scope for one of the window", async () => {
    const audited = await audit(jobsOf());
    const ci = fakeCi(withJob(jobsOf(), "pqueue1-8-good", (job) => ({ ...job, queueId: "pqueue2" })));
    const cut: typeof ci = {
      ...ci,
      async listJobs(request, stop) {
        if (request.order === "Desc" || request.createdFrom > midnight + 9 * hourMs) return ci.listJobs(request, stop);
        const page = await ci.listJobs({ ...request, size: 100 }, stop);
        if (page.jobs.some(({ id }) => id === "pqueue1-8-bad"))
          throw new ProtocolError("no XML", { body: Buffer.of(60) });
        return page;
      },
    };
    const deps = { ci: cut, store: audited.store, clock: { now: () => midnight }, onWindow: () => {} };
    const request = {
      committed: audited.committed,
      windows: 48,
      pageSize: 100,
      concurrency: 2,
      assumedRetentionMs: dayMs,
    };
    const before = audited.store.objects.size;
    expect(odd(await recountNight(deps, request, signal))).toMatchObject([
      {
        outcome: "differs",
        jobs: 2,
        listed: 1,
        missing: { count: 0 },
        failure: { cause: "undecodable", detail: "no XML" },
      },
    ]);
    expect(audited.store.objects.size).toBe(before);
  });

  it("lets a window with a hole list more than was counted, but not less than is told", async () => {
    const audited = await audit(
      withJob(jobsOf(), "pqueue1-7-good", () => null),
      7,
    );
    expect(odd(await recount(audited, jobsOf()))).toEqual([]);
    expect(
      odd(
        await recount(
          audited,
          withJob(jobsOf(), "pqueue1-7-bad", () => null),
        ),
      ),
    ).toMatchObject([{ outcome: "differs", holed: true }]);
  });

  it("does not cry over what the service may have forgotten, unless it still lists older jobs", async () => {
    const audited = await audit(jobsOf());
    const later = midnight + 30 * dayMs;
    const forgotten = odd(await recount(audited, [], { now: later }));
    expect(forgotten).toHaveLength(48);
    expect(new Set(forgotten.map(({ outcome }) => outcome))).toEqual(new Set(["forgotten"]));
    const older = { scope: aScope, job: aJob({ id: "old", createdAt: midnight - dayMs }) };
    const missed = odd(await recount(audited, [older], { now: later }));
    expect(new Set(missed.map(({ outcome }) => outcome))).toEqual(new Set(["differs"]));
    expect(odd(await recount(audited, []))[0]?.outcome).toBe("differs");
  });

  it("takes an empty window for no proof once the service may have forgotten what was in it", async () => {
    const audited = await audit([]);
    const outcomesOf = async (jobs: readonly ListedJob[], now: number) =>
      new Set((await recount(audited, jobs, { now })).windows.map(({ outcome }) => outcome));
    const later = midnight + 30 * dayMs;
    const older = { scope: aScope, job: aJob({ id: "old", createdAt: midnight - dayMs }) };
    expect(await outcomesOf([], later)).toEqual(new Set(["forgotten"]));
    expect(await outcomesOf([older], later)).toEqual(new Set(["same"]));
    expect(await outcomesOf([], midnight + dayMs)).toEqual(new Set(["same"]));
  });

  it("has nothing to recount where the ledger has no window", async () => {
    const store = memoryStore();
    await commitNight(committing(store), aManifest(), signal);
    const committed = await readCommittedNight(store, night, signal);
    if (committed === null) throw new Error("nothing was committed");
    expect(await recount({ store, committed }, [])).toEqual({ allWindows: 0, windows: [] });
  });
});
