import { describe, expect, it } from "vitest";
import { NetworkError, StoreError } from "../../../lib/core/errors.ts";
import { repairNight } from "../../../lib/usecases/repair/repair-night.ts";
import { readCommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { manualClock } from "../../fakes/manual-clock.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob, midnight } from "../../fakes/samples.ts";
import { toldEvents } from "../../fakes/told-events.ts";
import { aCloud, aRequest, audit, dayMs, nightJobs, scopes } from "../audit/a-night.ts";
import { rowsOf } from "../audit/stored.ts";
import {
  answerOf,
  auditedWith,
  brokenOff,
  denied,
  expectSound,
  hourMs,
  producer,
  recordedIn,
  repair,
  reset,
  signal,
  wholeAnswer,
} from "./a-repair.ts";

describe("repairNight()", () => {
  it("has nothing to do for a night that is complete, and asks for nothing", async () => {
    const store = memoryStore();
    await audit(aCloud(), store);
    const ci = aCloud();
    const { read, after, left } = await repair(ci, store);
    expect({ read, left, revision: after.commit.revision }).toEqual({ read: null, left: [], revision: 1 });
    expect([ci.requests, ci.listRequests]).toEqual([[], []]);
  });

  it("is null for a night that is not committed", async () => {
    const deps = { ci: aCloud(), store: memoryStore(), clock: manualClock(midnight), producer, onProgress: () => {} };
    expect(await repairNight(deps, aRequest(), signal)).toBeNull();
  });

  it("reads the windows with holes again, and nothing else", async () => {
    const { store } = await auditedWith(brokenOff, { pageSize: 7 });
    const ci = aCloud();
    const { read, after, closed, left, already } = await repair(ci, store, { pageSize: 7 });
    expect(read).toEqual({ scopes: 2, windows: 4, listed: false, rechecked: false });
    expect(new Set(ci.requests.map(({ scope }) => scope.queueId))).toEqual(new Set(["p1"]));
    expect(ci.requests.every(({ createdFrom }) => createdFrom >= midnight + 11 * hourMs - 1_000)).toBe(true);
    expect([ci.listRequests, ci.lookups]).toEqual([[], []]);
    expect({ closed: closed.length > 0, left, already }).toEqual({ closed: true, left: [], already: false });
    expect(after.commit).toMatchObject({ revision: 2, replaces: expect.stringMatching(/r0001\.json$/) });
    expectSound(store, after);
    expect(answerOf(after)).toEqual(await wholeAnswer);
  });

  it("tells what it closed where it commits, and nothing where nothing got better", async () => {
    const { store } = await auditedWith(brokenOff, { pageSize: 7 });
    const events = toldEvents();
    const deps = { store, clock: manualClock(midnight + dayMs + 4 * hourMs), producer, events, onProgress: () => {} };
    await repairNight({ ...deps, ci: aCloud(brokenOff) }, aRequest({ pageSize: 7 }), signal);
    expect(events.of("repaired")).toEqual([]);
    const repaired = await repairNight({ ...deps, ci: aCloud() }, aRequest({ pageSize: 7 }), signal);
    const { after, closed } = repaired ?? expect.fail("it is not committed");
    expect(events.of("repaired")).toEqual([
      {
        ...{ event: "repaired", family: "pic", night: "2026-11-21", revision: 2, commit: after.key },
        ...{ status: "complete", closed: closed.length, left: 0, durationMs: 0 },
      },
    ]);
  });

  it("keeps the files of scopes without a hole, and the ledger's tallies only while there is one", async () => {
    const { store, night } = await auditedWith(brokenOff, { pageSize: 7 });
    store.calls.length = 0;
    const { after } = await repair(aCloud(), store, { pageSize: 7 });
    const puts = store.calls.filter(({ name, key }) => name === "put" && /\/(findings|open)\//.test(key));
    expect(puts.length).toBeGreaterThan(0);
    expect(puts.every(({ key }) => key.includes("queue=p1"))).toBe(true);
    const tallies = (of: typeof after) =>
      rowsOf(store, { ...of, already: false }, "ledgers").map((row) => (row as { tally: unknown }).tally !== null);
    expect(tallies(night).filter((kept) => kept)).toHaveLength(2 * 24);
    expect(tallies(after)).not.toContain(true);
  });

  it("commits nothing where nothing got better", async () => {
    const { store, night } = await auditedWith(brokenOff, { pageSize: 7 });
    const { after, closed, left, already } = await repair(aCloud(brokenOff), store, { pageSize: 7 });
    expect(after.key).toBe(night.key);
    expect({ closed, left, already }).toEqual({ closed: [], left: night.manifest.holes, already: false });
  });

  it("tells the same twice, of the same answers", async () => {
    const bytes = async (concurrency: number) => {
      const { store } = await auditedWith(brokenOff, { pageSize: 7 });
      const { after } = await repair(aCloud(), store, { pageSize: 7, concurrency });
      return after.manifest.files.map(({ key, sha256 }) => [key, sha256]);
    };
    expect(await bytes(1)).toEqual(await bytes(9));
  });

  it("leaves one revision behind when two repairs race", async () => {
    const { store } = await auditedWith(brokenOff, { pageSize: 7 });
    const [one, other] = await Promise.all([
      repair(aCloud(), store, { pageSize: 7 }),
      repair(aCloud(), store, { pageSize: 7 }, midnight + dayMs + 5 * hourMs),
    ]);
    expect([one.after.commit, one.after.manifest]).toEqual([other.after.commit, other.after.manifest]);
    expect([one.already, other.already].sort()).toEqual([false, true]);
    expect((await readCommittedNight(store, aRequest().name, signal))?.commit.revision).toBe(2);
  });

  it("takes up what it had read when it was stopped, but no hole of that", async () => {
    const { store } = await auditedWith(brokenOff, { pageSize: 7 });
    let now = midnight + dayMs + 4 * hourMs;
    const clock = { ...manualClock(now), now: () => (now += 3_000) };
    const stop = new AbortController();
    const failJobs = ({ call }: { readonly call: number }) => {
      if (call === 12) stop.abort(new NetworkError("time is up"));
      return call < 3 ? reset : null;
    };
    const deps = { store, clock, producer, onProgress: () => {} };
    const request = aRequest({ pageSize: 7, concurrency: 1 });
    await expect(repairNight({ ...deps, ci: aCloud({ failJobs }) }, request, stop.signal)).rejects.toThrow(
      "time is up",
    );
    const resumed = aCloud();
    const repaired = await repairNight({ ...deps, ci: resumed }, request, signal);
    const afresh = aCloud();
    await repair(afresh, (await auditedWith(brokenOff, { pageSize: 7 })).store, { pageSize: 7, concurrency: 1 });
    expect(resumed.requests.length).toBeLessThan(afresh.requests.length);
    expect(repaired?.left).toEqual([]);
    expect(repaired && answerOf(repaired.after)).toEqual(await wholeAnswer);
  });

  it("keeps what was recorded of a job that ended since, and counts it once", async () => {
    const [scope] = scopes;
    if (scope === undefined) throw new Error("there is no scope");
    const open = { id: "late", createdAt: midnight + 12 * hourMs, ...scope, endedAt: null } as const;
    const earlier = [...nightJobs, { scope, job: aJob({ ...open, state: "Running", startedAt: open.createdAt }) }];
    const later = [...nightJobs, { scope, job: aJob({ ...open, state: "Success", endedAt: open.createdAt + 1 }) }];
    const store = memoryStore();
    const first = await audit(aCloud(brokenOff, earlier), store, { pageSize: 40 });
    expect(recordedIn(store, first)).toContain("open late");
    const { after } = await repair(aCloud({}, later), store, { pageSize: 40 });
    expect(after.manifest.jobs).toBe((await audit(aCloud({}, earlier), memoryStore())).manifest.jobs);
    expect(recordedIn(store, after)).toContain("open late");
    expectSound(store, after);
  });

  it("keeps a job that the service has forgotten since", async () => {
    const { store, night } = await auditedWith(brokenOff, { pageSize: 7 });
    const { after } = await repair(aCloud({}, []), store, { pageSize: 7 });
    const now = recordedIn(store, after);
    expect([...recordedIn(store, night)].filter((row) => !now.has(row))).toEqual([]);
    expect(after.manifest.jobs).toBeLessThanOrEqual(night.manifest.jobs);
    expectSound(store, after);
  });

  it("reads a scope that was refused from end to end", async () => {
    const { store } = await auditedWith({
      failJobs: ({ request }) => (request.scope.queueId === "v1" ? denied : null),
    });
    const still = await repair(
      aCloud({ failJobs: ({ request }) => (request.scope.tag === "PicProcess" ? denied : null) }),
      store,
    );
    expect(still.after.commit.revision).toBe(2);
    expect(still.left).toMatchObject([{ queueId: "v1", tag: "PicProcess", cause: "access-denied" }]);
    const { after, left } = await repair(aCloud(), store);
    expect(left).toEqual([]);
    expect(answerOf(after)).toEqual(await wholeAnswer);
  });

  it("does not ask for what settings exclude by now, and keeps it with its hole", async () => {
    const { store, night } = await auditedWith({
      failJobs: ({ request }) => (request.scope.queueId === "v1" ? denied : null),
    });
    const ci = aCloud();
    const excluded = [{ bucket: "videos-1", queueId: null, reason: "moved" }];
    const { left } = await repair(ci, store, { excluded });
    expect(ci.requests).toEqual([]);
    expect(left).toEqual(night.manifest.holes);
  });

  it("says when what it keeps was found with other settings", async () => {
    const { store } = await auditedWith(brokenOff, { pageSize: 7 });
    const { after } = await repair(aCloud(), store, { pageSize: 7, settingsDigest: "cd".repeat(32) });
    expect(after.manifest.notes).toEqual([
      {
        region: "*",
        bucket: "*",
        queueId: "*",
        tag: "*",
        note: "what revision 2 keeps of revision 1 was found with other settings",
      },
    ]);
  });

  it("refuses a report that is damaged", async () => {
    const { store } = await auditedWith(brokenOff, { pageSize: 7 });
    for (const key of store.objects.keys()) if (key.includes("/ledgers/")) store.objects.set(key, Buffer.from("x"));
    await expect(repair(aCloud(), store)).rejects.toThrow(StoreError);
  });

  it("closes a hole of strays once somebody reads their queue", async () => {
    const [first, second] = scopes;
    if (first === undefined || second === undefined) throw new Error("the night has no scopes");
    const stray = {
      scope: first,
      job: aJob({ id: "stray", createdAt: midnight, queueId: "p1", tag: "PosterProduction" }),
    };
    const store = memoryStore();
    const night = await audit(aCloud({}, [...nightJobs, stray]), store);
    expect(night.manifest.holes).toMatchObject([{ cause: "foreign-jobs" }]);
    const same = await repair(aCloud({}, [...nightJobs, stray]), store);
    expect(same.after.commit.revision).toBe(1);
    const { after } = await repair(aCloud(), store);
    expect(after.manifest.holes).toEqual([]);
    expect(answerOf(after)).toEqual(await wholeAnswer);
  });
});
