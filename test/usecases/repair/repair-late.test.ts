import { describe, expect, it } from "vitest";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob, midnight } from "../../fakes/samples.ts";
import { aCloud, audit, dayMs, nightJobs, scopes } from "../audit/a-night.ts";
import { answerOf, auditedWith, brokenOff, expectSound, hourMs, repair, reset, wholeAnswer } from "./a-repair.ts";

describe("repairNight(), of what may be forgotten", () => {
  const late = midnight + 4 * dayMs;

  it("does not take a window for read that was read again too late", async () => {
    const { store, night } = await auditedWith(brokenOff, { pageSize: 7 });
    const young = nightJobs.filter(({ job }) => job.createdAt > midnight && job.createdAt < midnight + 11 * hourMs);
    const { after, left } = await repair(aCloud({}, young), store, { pageSize: 7 }, late);
    expect(after.key).toBe(night.key);
    expect(left).toEqual(night.manifest.holes);
  });

  it("tells of the jobs that are listed still, and why they may not be all", async () => {
    const { store, night } = await auditedWith(brokenOff, { pageSize: 7 });
    const younger = nightJobs.filter(({ job }) => job.createdAt > midnight);
    const { after, left } = await repair(aCloud({}, younger), store, { pageSize: 7 }, late);
    expect(after.manifest.jobs).toBeGreaterThan(night.manifest.jobs);
    expect(new Set(left.map(({ cause }) => cause))).toEqual(new Set(["beyond-retention"]));
    expectSound(store, after);
    const proven = await repair(aCloud(), store, { pageSize: 7, assumedRetentionMs: 9 * dayMs }, late);
    expect(proven.left).toEqual([]);
    expect(answerOf(proven.after)).toEqual(await wholeAnswer);
  });

  it("tells of failures in a hole, and keeps no more than the hole as forgotten", async () => {
    const [scope] = scopes;
    if (scope === undefined) throw new Error("no scope");
    const hour = midnight + 5 * hourMs;
    const jobs = Array.from({ length: 6 }, (_, index) => {
      const job = aJob({ ...scope, id: `bad${index}`, createdAt: hour + index * 600_000, state: "Failed" });
      return { scope, job };
    });
    const failJobs: FakeCiOptions["failJobs"] = ({ request, page }) =>
      page > 1 && request.scope.tag === scope.tag && request.scope.queueId === scope.queueId ? reset : null;
    const store = memoryStore();
    const night = await audit(aCloud({ fill: () => 3, failJobs }, jobs), store);
    expect(night.manifest).toMatchObject({ jobs: 3, holes: [{ cause: "network" }] });
    const { after, left } = await repair(aCloud({}, jobs), store, {}, late);
    expect(after.manifest.jobs).toBe(6);
    const [hole] = night.manifest.holes;
    expect(left).toMatchObject([{ cause: "beyond-retention", from: hole?.from, to: hole?.to }]);
    expectSound(store, after);
  });

  it("counts as read what was read in time, as settings are now, without reading it again", async () => {
    const store = memoryStore();
    const younger = nightJobs.filter(({ job }) => job.createdAt > midnight);
    const night = await audit(aCloud({}, younger), store, {}, { now: late });
    expect(night.manifest.holes).toHaveLength(scopes.length);
    const ci = aCloud({}, younger);
    const { after, left, read } = await repair(ci, store, { assumedRetentionMs: 9 * dayMs }, late + dayMs);
    expect({ left, windows: read?.windows, asked: ci.requests }).toEqual({ left: [], windows: 0, asked: [] });
    expect(after.manifest.status).toBe("complete");
    expectSound(store, after);
  });
});
