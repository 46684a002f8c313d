import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { NetworkError, ServiceError } from "../../../lib/core/errors.ts";
import { emptyTally } from "../../../lib/core/tally.ts";
import { splitSpan } from "../../../lib/core/window.ts";
import { walkScopes } from "../../../lib/usecases/audit/walk-scopes.ts";
import type { PlannedScope } from "../../../lib/usecases/discover/discovery.ts";
import { noFailedWork } from "../../../lib/usecases/report/failed-work.ts";
import { createSpool } from "../../../lib/usecases/report/spool.ts";
import { defaultWalkLimits } from "../../../lib/usecases/walk/window-walk.ts";
import { type FakeCi, fakeCi } from "../../fakes/fake-ci.ts";
import { fingerprinting } from "../../fakes/fingerprinting.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";

const hour = 3_600_000;
const span = { from: midnight, to: midnight + 3 * hour };
const scopes: PlannedScope[] = ["q1", "q2", "q3"].map((queueId) => ({
  scope: { ...aScope, queueId },
  origin: "discovered",
  readBefore: false,
  queue: null,
}));

/** A job an hour in every scope. */
const jobs = scopes.flatMap(({ scope }) =>
  [0, 1, 2].map((n) => ({
    scope,
    job: aJob({ id: `${scope.queueId}-${n}`, queueId: scope.queueId, createdAt: midnight + n * hour }),
  })),
);

function walk(
  ci: FakeCi,
  { concurrency = 2, onWindow = (_done: number, _planned: number) => {}, signal = new AbortController().signal } = {},
) {
  const deps = {
    ci,
    isPlanned: () => true,
    keepRaw: async () => "raw",
    onPage: () => {},
    limits: defaultWalkLimits,
  };
  const request = {
    scopes,
    span,
    concurrency,
    failedWork: noFailedWork,
    fingerprints: fingerprinting,
    onWindow,
    planWindows: () => splitSpan(span, hour),
    judgementOf: () => ({ asOf: span.to, queuedAfterMs: hour, runningAfterMs: hour, queuePaused: false }),
  };
  return walkScopes(deps, createSpool(memoryStore(), "run1", 1_000_000), request, signal);
}

describe("walkScopes()", () => {
  it.each([1, 2, 64])("gives scopes and windows in order, with concurrency %i", async (concurrency) => {
    const readings = await walk(fakeCi(jobs), { concurrency });
    expect(readings.map(({ planned }) => planned)).toEqual(scopes);
    for (const { windows, holes, refusal } of readings) {
      expect(windows.map(({ window }) => window)).toEqual(splitSpan(span, hour));
      expect(windows.map(({ counts }) => counts.jobs)).toEqual([1, 1, 1]);
      expect([holes, refusal]).toEqual([[], null]);
    }
  });

  it("reads the first window of every scope before any other", async () => {
    const ci = fakeCi(jobs);
    await walk(ci, { concurrency: 1 });
    expect(ci.requests.slice(0, 3).map(({ createdFrom }) => createdFrom)).toEqual(Array(3).fill(midnight - 1_000));
    expect(ci.requests.map(({ scope }) => scope.queueId).slice(0, 3)).toEqual(["q1", "q2", "q3"]);
    expect(ci.requests).toHaveLength(9);
  });

  it("asks a scope twice that the service refuses, and makes all of it one hole", async () => {
    const error = new ServiceError("Cannot list jobs: no such queue", {
      status: 404,
      serviceCode: "ResourceNotFound",
      requestId: "r1",
    });
    const ci = fakeCi(jobs, { failJobs: ({ request }) => (request.scope.queueId === "q2" ? error : null) });
    const readings = await walk(ci);
    expect(ci.requests.filter(({ scope }) => scope.queueId === "q2")).toHaveLength(2);
    expect(readings[1]).toEqual({
      planned: scopes[1],
      windows: [],
      tally: emptyTally(),
      groups: [],
      refusal: error,
      holes: [{ ...span, cause: "service-error", detail: error.message, requestId: "r1", evidence: null }],
    });
    expect([readings[0], readings[2]].map((reading) => reading?.windows.length)).toEqual([3, 3]);
  });

  it.each([
    new NetworkError("reset"),
    new ServiceError("busy", { status: 503, serviceCode: "ServiceUnavailable", requestId: null }),
  ])("tries the other windows of a scope whose first one failed with %s", async (error) => {
    const ci = fakeCi(jobs, {
      failJobs: ({ request }) => (request.scope.queueId === "q2" && request.createdFrom < midnight ? error : null),
    });
    const [, reading] = await walk(ci);
    expect(reading?.refusal).toBeNull();
    expect(reading?.windows.map(({ counts }) => counts.jobs)).toEqual([0, 1, 1]);
    expect(reading?.holes).toMatchObject([{ from: midnight, to: midnight + hour }]);
  });

  it("reads a scope whole that was refused once", async () => {
    const error = new ServiceError("no", { status: 400, serviceCode: "InvalidArgument", requestId: null });
    let refusals = 0;
    const failJobs = ({ request }: { readonly request: { readonly scope: { readonly queueId: string } } }) => {
      refusals += request.scope.queueId === "q2" ? 1 : 0;
      return request.scope.queueId === "q2" && refusals === 1 ? error : null;
    };
    const [, reading] = await walk(fakeCi(jobs, { failJobs }));
    expect(reading?.windows.map(({ counts }) => counts.jobs)).toEqual([1, 1, 1]);
    expect([reading?.refusal, reading?.holes]).toEqual([null, []]);
  });

  it("keeps what it read of a scope that refuses later", async () => {
    const denied = new ServiceError("denied", { status: 403, serviceCode: "AccessDenied", requestId: null });
    const ci = fakeCi(jobs, {
      failJobs: ({ request }) =>
        request.scope.queueId === "q2" && request.createdFrom > midnight + hour ? denied : null,
    });
    const [, reading] = await walk(ci);
    expect(reading?.refusal).toBeNull();
    expect(reading?.windows.map(({ counts }) => counts.jobs)).toEqual([1, 1, 0]);
    expect(reading?.holes).toMatchObject([{ from: midnight + 2 * hour, to: span.to, cause: "access-denied" }]);
  });

  it("never asks more windows at once than its concurrency", async () => {
    const ci = fakeCi(jobs);
    let running = 0;
    let most = 0;
    const counting: FakeCi = {
      ...ci,
      async listJobs(request, signal) {
        running += 1;
        most = Math.max(most, running);
        await setImmediate();
        const page = await ci.listJobs(request, signal);
        running -= 1;
        return page;
      },
    };
    await walk(counting, { concurrency: 2 });
    expect(most).toBe(2);
  });

  it("tells how many windows are done", async () => {
    const told: [number, number][] = [];
    await walk(fakeCi(jobs), { onWindow: (done, planned) => told.push([done, planned]) });
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((done) => [done, 9]));
  });

  it("stops all walks when one fails for a reason that is no answer of the service", async () => {
    const defect = new TypeError("a defect");
    const signals: AbortSignal[] = [];
    const ci = fakeCi(jobs);
    const failing: FakeCi = {
      ...ci,
      async listJobs(request, signal) {
        signals.push(signal);
        if (signals.length === 2) throw defect;
        await setImmediate();
        return ci.listJobs(request, signal);
      },
    };
    await expect(walk(failing, { concurrency: 3 })).rejects.toBe(defect);
    expect(signals.map(({ reason }) => reason)).toEqual([defect, defect, defect]);
  });

  it("rejects with the signal's reason", async () => {
    const reason = new Error("enough");
    await expect(walk(fakeCi(jobs), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
