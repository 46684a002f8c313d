/** Jobs that wait still when a night learns: how long each is known to have waited is counted by hand. */

import { describe, expect, it } from "vitest";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { midnight } from "../../fakes/samples.ts";
import { dayMs } from "../audit/a-night.ts";
import { cloudAt, dateOf, type History, hourMs, settled } from "../audit/histories.ts";
import { crowd } from "../audit/late-nights.ts";
import { repair } from "../repair/a-repair.ts";
import { down } from "../repair/earlier-nights.ts";
import { auditLearning, learning, quick, thresholdIn } from "./learning-nights.ts";

function quantileOf(quantile: number) {
  return { learning: { ...learning, minJobs: 9, quantile } };
}

/** Of ten jobs eight waited half an hour, and one thirty; the last waits still. */
const thirty: History = { id: "thirty", created: 10, started: 40, ended: 41 };
const still: History = { id: "still", created: 11, ended: null };
const unseen: History = { id: "unseen", created: 1.9, ended: null };
const ten = [...quick(1), thirty, still];
const nine = { learning: { ...learning, minJobs: 9 } };

describe("learnThresholds(), of a job that waits still", () => {
  it("knows that it waited longer than another, as the next night saw it stuck, though that could not see all", async () => {
    const store = memoryStore();
    const options: FakeCiOptions = { failLookups: ({ ids }) => (ids.includes("unseen") ? down : null) };
    const more = [...crowd, ...ten, unseen];
    await auditLearning(store, { night: 1, histories: more, change: nine });
    const second = await auditLearning(store, { night: 2, histories: more, options, change: nine });
    expect(second.carried.map(({ jobId, seen }) => `${jobId} ${seen}`)).toEqual(["unseen false", "still true"]);
    const { result } = await auditLearning(store, { night: 3, histories: more, change: quantileOf(0.9) });
    expect(thresholdIn(store, result, "wait")).toMatchObject({ events: 9, censored: 2, quantileMs: null });
  });

  it("knows that too where no threshold was passed, if the next night saw all jobs again", async () => {
    const store = memoryStore();
    const change = { ...nine, thresholdsOf: () => ({ queuedAfterMs: 200 * hourMs, runningAfterMs: hourMs }) };
    for (const night of [1, 2]) {
      const { carried } = await auditLearning(store, { night, histories: ten, change });
      expect(carried).toEqual([]);
    }
    const { result } = await auditLearning(store, {
      night: 3,
      histories: ten,
      change: { ...change, ...quantileOf(0.95) },
    });
    expect(thresholdIn(store, result, "wait")).toMatchObject({ events: 9, censored: 1, quantileMs: null });
  });

  it("knows no more than its own night of one that the next night never heeded", async () => {
    const store = memoryStore();
    const change = { ...nine, thresholdsOf: () => ({ queuedAfterMs: 200 * hourMs, runningAfterMs: hourMs }) };
    const refusing: FakeCiOptions = { failJobs: ({ request }) => (request.scope.tag === "ImageInspect" ? down : null) };
    await auditLearning(store, { night: 1, histories: ten, change, options: refusing });
    await auditLearning(store, { night: 2, histories: ten, change });
    const name = { family: "pic", date: dateOf(1) } as const;
    const request = { name, assumedRetentionMs: 100 * dayMs, windowMs: 6 * hourMs, ...change };
    await repair(cloudAt(settled(2), ten), store, request, midnight + settled(2) * hourMs);
    const { result } = await auditLearning(store, {
      night: 3,
      histories: ten,
      change: { ...change, ...quantileOf(0.95) },
    });
    const { quantileMs, events, censored } = thresholdIn(store, result, "wait");
    expect({ events, censored }).toEqual({ events: 9, censored: 1 });
    expect(Math.abs((quantileMs ?? 0) / hourMs - 30)).toBeLessThanOrEqual(0.3);
  });
});
