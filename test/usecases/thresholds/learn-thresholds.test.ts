/** Thresholds that nights learn from those before: expected values are counted by hand from the jobs' histories. */

import { describe, expect, it } from "vitest";
import { type Finding, findingSchema } from "../../../lib/core/schema/finding.ts";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aQueue, midnight } from "../../fakes/samples.ts";
import { dayMs } from "../audit/a-night.ts";
import { auditAt, bucket, cloudAt, dateOf, type History, hourMs, settled } from "../audit/histories.ts";
import { rowsOf } from "../audit/stored.ts";
import { repair } from "../repair/a-repair.ts";
import { down } from "../repair/earlier-nights.ts";
import { auditLearning, late, learning, quick, thresholdIn, thresholdsIn } from "./learning-nights.ts";

/** Waits from an hour into the third night on; it is 25 hours old when that is judged. */
const waiting: History = { id: "waiting", created: 49, ended: null };
const waitsLess: History = { id: "waits-less", created: 60, ended: null };
const jobs: readonly History[] = [...quick(1), ...late(1), ...quick(2), ...late(2), waiting, waitsLess];

const bad = Buffer.from("{");

async function threeNights(options: Partial<Parameters<typeof auditLearning>[1]> = {}) {
  const store = memoryStore();
  const audits = [];
  for (const night of [1, 2, 3]) audits.push(await auditLearning(store, { night, histories: jobs, ...options }));
  const [first, second, third] = audits;
  if (first === undefined || second === undefined || third === undefined) throw new Error("three nights");
  return { store, first, second, third };
}

function stuckIn(store: ReturnType<typeof memoryStore>, result: Parameters<typeof rowsOf>[1]): readonly string[] {
  const findings = rowsOf(store, result, "findings").map((row): Finding => findingSchema.parse(row));
  return findings.filter(({ verdict }) => verdict === "stuck.queued").map(({ jobId, reason }) => `${jobId} ${reason}`);
}

describe("learnThresholds()", () => {
  it("takes what is configured where there is no night to learn from, and says so", async () => {
    const { store, first } = await threeNights();
    const rows = thresholdsIn(store, first.result);
    expect(rows.map(({ tag, phase, usedMs, source }) => `${tag} ${phase} ${usedMs / hourMs} ${source}`)).toEqual([
      "ImageInspect wait 2 configured",
      "ImageInspect run 1 configured",
      "PicProcess wait 2 configured",
      "PicProcess run 1 configured",
    ]);
    expect(rows[2]).toMatchObject({ reason: "it is complete in no night to learn from", nights: [], events: 0 });
    expect(stuckIn(store, first.result)).toEqual([
      "late1-a waits for longer than 2h",
      "late1-b waits for longer than 2h",
    ]);
  });

  it("counts jobs that wait still for what they are: nobody knows how long they will", async () => {
    const { store, second } = await threeNights({ change: { learning: { ...learning, minJobs: 8 } } });
    expect(thresholdIn(store, second.result, "wait")).toMatchObject({
      ...{ source: "configured", events: 8, censored: 2, nights: ["2026-11-21"] },
      reason: "too many jobs had not started to tell by when 90 % have",
    });
    expect(thresholdIn(store, second.result, "run")).toMatchObject({ source: "learned", events: 8, censored: 0 });
  });

  it("counts a job that ended after its night by what a later night learned of it", async () => {
    const { store, third } = await threeNights();
    const wait = thresholdIn(store, third.result, "wait");
    // Of each night 8 jobs waited half an hour; two of the first were seen to start after 10 hours, two of the second
    // were seen to wait for 6. 10 of 18 had started by then; all that are left are the two that waited 10 hours.
    expect(wait).toMatchObject({ events: 18, censored: 2, nights: ["2026-11-21", "2026-11-22"] });
    expect(Math.abs((wait.quantileMs ?? 0) / hourMs - 10)).toBeLessThanOrEqual(0.1);
    expect(wait.usedMs / hourMs).toBeGreaterThan(19.8);
    expect(wait.usedMs / hourMs).toBeLessThan(20.3);
    const run = thresholdIn(store, third.result, "run");
    expect(run).toMatchObject({ events: 18, censored: 0, source: "learned" });
    expect(Math.abs((run.quantileMs ?? 0) / hourMs - 1)).toBeLessThanOrEqual(0.01);
  });

  it("judges by what it learned, jobs of the night and those of earlier ones", async () => {
    const { store, second, third } = await threeNights();
    const used = thresholdIn(store, third.result, "wait").usedMs / 60_000;
    expect(stuckIn(store, third.result)).toEqual([`waiting waits for longer than ${used}m`]);
    expect(second.carried).toEqual([]);
  });

  it("judges jobs of earlier nights by it too", async () => {
    const store = memoryStore();
    const hanging = [...jobs, { id: "hanging", created: 2, ended: null }];
    for (const night of [1, 2]) await auditLearning(store, { night, histories: hanging });
    const { carried, result } = await auditLearning(store, { night: 3, histories: hanging });
    const { usedMs, source } = thresholdIn(store, result, "wait");
    expect(source).toBe("learned");
    expect(carried.map(({ jobId, reason }) => `${jobId} ${reason}`)).toEqual([
      `hanging waits for longer than ${usedMs / 60_000}m`,
    ]);
  });

  it("writes nothing and judges by what is configured where it is off", async () => {
    const store = memoryStore();
    for (const night of [1, 2]) await auditLearning(store, { night, histories: jobs });
    const { result } = await auditAt(store, { night: 3 }, cloudAt(settled(3), jobs));
    expect(thresholdsIn(store, result)).toEqual([]);
    expect(stuckIn(store, result)).toEqual(["waiting waits for longer than 2h", "waits-less waits for longer than 2h"]);
  });
});

describe("learnThresholds(), of what is not learned from", () => {
  it("leaves out nights in which the scope is not complete", async () => {
    const store = memoryStore();
    const broken: FakeCiOptions = {
      failJobs: ({ request }) => (request.scope.tag === "PicProcess" && request.createdFrom > midnight ? down : null),
    };
    await auditLearning(store, { night: 1, histories: jobs, options: broken });
    await auditLearning(store, { night: 2, histories: jobs });
    const { result } = await auditLearning(store, { night: 3, histories: jobs });
    expect(thresholdIn(store, result, "wait")).toMatchObject({ nights: ["2026-11-22"], events: 8, censored: 2 });
    const [inspect] = thresholdsIn(store, result);
    expect(inspect).toMatchObject({ tag: "ImageInspect", nights: ["2026-11-21", "2026-11-22"] });
  });

  it("leaves out nights before the newest that it may learn from", async () => {
    const { store, third } = await threeNights({ change: { learning: { ...learning, nights: 1 } } });
    expect(thresholdIn(store, third.result, "wait")).toMatchObject({ nights: ["2026-11-22"], events: 8 });
  });

  it("leaves what is set for a queue as it is set", async () => {
    const setFor = (queueId: string) => (queueId === "p1" ? { queuedAfterMs: 3 * hourMs } : {});
    const thresholdsOf = () => ({ queuedAfterMs: 3 * hourMs, runningAfterMs: hourMs });
    const change = { learning: { ...learning, setFor }, thresholdsOf };
    const { store, third } = await threeNights({ change });
    expect(thresholdIn(store, third.result, "wait")).toMatchObject({ source: "queue", usedMs: 3 * hourMs, events: 18 });
    expect(thresholdIn(store, third.result, "run")).toMatchObject({ source: "learned" });
    expect(stuckIn(store, third.result)).toEqual([
      "waiting waits for longer than 3h",
      "waits-less waits for longer than 3h",
    ]);
  });

  it("leaves out the wait of jobs that somebody holds back", async () => {
    const queues = { [bucket]: [aQueue({ queueId: "p1", state: "Paused" })] };
    const store = memoryStore();
    await auditLearning(store, { night: 1, histories: jobs, options: { queues } });
    const { result } = await auditLearning(store, {
      ...{ night: 2, histories: jobs },
      change: { learning: { ...learning, minJobs: 8 } },
    });
    expect(thresholdIn(store, result, "wait")).toMatchObject({ events: 8, censored: 0 });
  });

  it("leaves out a night whose files are damaged, with all that it told of those before, and notes that", async () => {
    const { store, second } = await threeNights();
    const [file] = second.result.manifest.files.filter(({ dataset }) => dataset === "amendments");
    store.objects.delete(file?.key ?? "");
    store.objects.delete("v1/commits/family=pic/date=2026-11-23/r0001.json");
    const { result } = await auditLearning(store, { night: 3, histories: jobs });
    expect(thresholdIn(store, result, "wait")).toMatchObject({ nights: ["2026-11-21"], events: 8, censored: 2 });
    const notes = result.manifest.notes.map(({ note }) => note).filter((note) => note.startsWith("thresholds"));
    expect(notes).toEqual([
      `thresholds are learned without 2026-11-22: Cannot read the report: ${file?.key} is missing`,
    ]);
  });

  it("goes on without any night where all are damaged", async () => {
    const { store, first, second } = await threeNights();
    for (const { result } of [first, second])
      for (const { dataset, key } of result.manifest.files) if (dataset === "summaries") store.objects.delete(key);
    store.objects.delete("v1/commits/family=pic/date=2026-11-23/r0001.json");
    const { result } = await auditLearning(store, { night: 3, histories: jobs });
    expect(thresholdIn(store, result, "wait")).toMatchObject({ source: "configured", nights: [], usedMs: 2 * hourMs });
    expect(result.manifest.notes.filter(({ note }) => note.startsWith("thresholds"))).toHaveLength(2);
  });

  it("does not take what the store cannot do for damage", async () => {
    const { store } = await threeNights();
    store.objects.delete("v1/commits/family=pic/date=2026-11-23/r0001.json");
    const stop = new AbortController();
    const failing = {
      ...store,
      get: async (key: string, signal: AbortSignal) => {
        if (key.includes("/summaries/")) stop.abort(new Error("stopped"));
        stop.signal.throwIfAborted();
        return store.get(key, signal);
      },
    };
    await expect(auditLearning(failing, { night: 3, histories: jobs })).rejects.toThrow("stopped");
  });
});

describe("repairNight(), of thresholds", () => {
  it("learns them from the nights that the revision names, though one of them has another by now", async () => {
    const store = memoryStore();
    const refusing = (tag: string): FakeCiOptions => ({
      failJobs: ({ request }) => (request.scope.tag === tag ? down : null),
    });
    await auditLearning(store, { night: 1, histories: jobs, options: refusing("PicProcess") });
    await auditLearning(store, { night: 2, histories: jobs });
    const third = await auditLearning(store, { night: 3, histories: jobs, options: refusing("ImageInspect") });
    const repaired = async (night: number) => {
      const name = { family: "pic", date: dateOf(night) } as const;
      const request = { name, assumedRetentionMs: 100 * dayMs, windowMs: 6 * hourMs, learning };
      const { after } = await repair(cloudAt(settled(3), jobs), store, request, midnight + settled(3) * hourMs);
      return { ...after, already: false };
    };
    const first = await repaired(1);
    expect(first.manifest).toMatchObject({ revision: 2, status: "complete" });
    const again = await repaired(3);
    expect(again.manifest).toMatchObject({ revision: 2, status: "complete" });
    expect(thresholdIn(store, third.result, "wait").nights).toEqual(["2026-11-22"]);
    expect(thresholdsIn(store, again)).toEqual(thresholdsIn(store, third.result));
  });

  it.each([
    ["gone", (store: MemoryStore) => void store.objects.delete("v1/commits/family=pic/date=2026-11-22/r0001.json")],
    [
      "damaged",
      (store: MemoryStore) => void store.objects.set("v1/commits/family=pic/date=2026-11-22/r0001.json", bad),
    ],
  ])("learns without a night that it names and that is %s by now", async (_, harm) => {
    const store = memoryStore();
    for (const night of [1, 2]) await auditLearning(store, { night, histories: jobs });
    const options: FakeCiOptions = { failJobs: ({ request }) => (request.scope.tag === "ImageInspect" ? down : null) };
    await auditLearning(store, { night: 3, histories: jobs, options });
    harm(store);
    const name = { family: "pic", date: dateOf(3) } as const;
    const request = { name, assumedRetentionMs: 100 * dayMs, windowMs: 6 * hourMs, learning };
    const { after } = await repair(cloudAt(settled(3), jobs), store, request, midnight + settled(3) * hourMs);
    expect(after.manifest.revision).toBe(2);
    const { nights } = thresholdIn(store, { ...after, already: false }, "wait");
    expect(nights).toEqual(["2026-11-21"]);
  });
});
