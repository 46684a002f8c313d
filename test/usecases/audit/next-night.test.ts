/** A night after a committed one: where it begins, and what it asks for again. */

import { describe, expect, it } from "vitest";
import { NetworkError, ServiceError } from "../../../lib/core/errors.ts";
import type { JobsRequest } from "../../../lib/ports/cloud-infinite.ts";
import type { FakeCi, FakeCiOptions } from "../../fakes/fake-ci.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aQueue, midnight } from "../../fakes/samples.ts";
import { aCloud, audit, dayMs, jobsOf, nightJobs, scopes, world } from "./a-night.ts";

const second = { name: { family: "pic", date: "2026-11-22" } } as const;
const later = { now: midnight + 2 * dayMs + 3 * 3_600_000 };
const muchLater = { now: midnight + 3 * dayMs + 3 * 3_600_000 };
const bothNights = [...nightJobs, ...scopes.flatMap((scope) => jobsOf(scope, midnight + dayMs))];

function unknownQueue(...gone: readonly string[]): FakeCiOptions {
  const error = new ServiceError("Cannot list jobs: no such queue", {
    status: 404,
    serviceCode: "ResourceNotFound",
    requestId: "r1",
  });
  return {
    queues: { ...world.queues, "photos-1": [aQueue({ queueId: "p1" })] },
    failJobs: ({ request }) => (gone.includes(request.scope.queueId) ? error : null),
  };
}

describe("auditNight(), after a committed night", () => {
  it("begins where that one ended, so that the two lose and double nothing", async () => {
    const store = memoryStore();
    const ci: FakeCi = aCloud({}, bothNights);
    const first = await audit(ci, store, { timeZone: "Asia/Tokyo" });
    const next = await audit(ci, store, second, later);
    expect(first.manifest.span.to).toBe("2026-11-21T15:00:00.000Z");
    expect(next.manifest.span).toEqual({ from: "2026-11-21T15:00:00.000Z", to: "2026-11-22T16:00:00.000Z" });
    expect(next.manifest.previous).toEqual({ night: "2026-11-21", manifest: first.commit.manifest });
    const end = midnight + 2 * dayMs;
    const read = bothNights.filter(({ job }) => job.createdAt >= midnight - 3_600_000 && job.createdAt < end);
    expect(first.manifest.jobs + next.manifest.jobs).toBe(read.length);
  });

  it("asks again for a queue that is gone, and makes it a hole when it is refused", async () => {
    const store = memoryStore();
    await audit(aCloud(), store);
    const { manifest } = await audit(aCloud(unknownQueue("p2"), bothNights), store, second, later);
    expect(manifest.status).toBe("incomplete");
    expect(manifest.holes.map(({ queueId, tag, cause }) => `${queueId} ${tag} ${cause}`)).toEqual([
      "p2 ImageInspect service-error",
      "p2 PicProcess service-error",
    ]);
    const gone = manifest.scopes.filter(({ queueId }) => queueId === "p2");
    expect(gone.map(({ origin, complete }) => [origin, complete])).toEqual([
      ["previous-night", false],
      ["previous-night", false],
    ]);
  });

  it("goes on asking, night after night, until settings retire the queue", async () => {
    const store = memoryStore();
    const cloud = aCloud(unknownQueue("p2"), bothNights);
    await audit(aCloud(), store);
    await audit(cloud, store, second, later);
    const third = { name: { family: "pic", date: "2026-11-23" } } as const;
    const asked = await audit(cloud, store, third, muchLater);
    expect(asked.manifest.holes).toHaveLength(2);
    const fourth = { name: { family: "pic", date: "2026-11-24" } } as const;
    const excluded = [{ bucket: "photos-1", queueId: "p2", reason: "removed" }];
    const retired = await audit(cloud, store, { ...fourth, excluded }, { now: midnight + 4 * dayMs + 3 * 3_600_000 });
    expect(retired.manifest).toMatchObject({ status: "complete", excluded });
  });

  it("reads a gone queue that still answers", async () => {
    const store = memoryStore();
    await audit(aCloud(), store);
    const { manifest } = await audit(aCloud(unknownQueue(), bothNights), store, second, later);
    expect(manifest.status).toBe("complete");
    const full = await audit(aCloud({}, bothNights), memoryStore(), second, later);
    expect(manifest.jobs).toBe(full.manifest.jobs);
  });

  it("lets go of a tag that the service never knew, though a bad night hid that", async () => {
    const store = memoryStore();
    const unknown = new ServiceError("no such tag", { status: 400, serviceCode: "InvalidArgument", requestId: "r" });
    const outage = new NetworkError("Cannot reach the service: reset");
    const failing = (error: Error) => ({
      failJobs: ({ request }: { request: JobsRequest }) => (request.scope.tag === "ImageInspect" ? error : null),
    });
    expect((await audit(aCloud(failing(outage)), store)).manifest.status).toBe("incomplete");
    const { manifest } = await audit(aCloud(failing(unknown), bothNights), store, second, later);
    expect(manifest.status).toBe("complete");
    expect(manifest.notes).toHaveLength(4);
  });

  it("leaves no gap before a night that was committed first, whatever the zones", async () => {
    const store = memoryStore();
    const next = await audit(aCloud({}, bothNights), store, { ...second, timeZone: "America/New_York" }, muchLater);
    const { manifest } = await audit(aCloud({}, bothNights), store, {}, muchLater);
    expect(manifest.span).toEqual({ from: "2026-11-20T16:00:00.000Z", to: next.manifest.span.from });
  });

  it("commits nothing when nothing at all is answered, so that a later run can do better", async () => {
    const store = memoryStore();
    await audit(aCloud(), store);
    const outage = new NetworkError("Cannot reach the service: reset");
    const dead = aCloud({ failBuckets: () => outage, failJobs: () => outage });
    await expect(audit(dead, store, second, later)).rejects.toMatchObject({ code: "NOTHING_READ", retryable: true });
    expect([...store.objects.keys()].filter((key) => key.includes("date=2026-11-22"))).toEqual([]);
    expect((await audit(aCloud({}, bothNights), store, second, later)).manifest.status).toBe("complete");
  });

  it("commits a night of which only gone queues are left, all of it a hole, since no later run can do better", async () => {
    const store = memoryStore();
    await audit(aCloud(), store);
    const gone = (status: number, serviceCode: string) =>
      aCloud({
        queues: {},
        failJobs: () => new ServiceError("Cannot list jobs", { status, serviceCode, requestId: "r1" }),
      });
    await expect(audit(gone(403, "AccessDenied"), store, second, later)).rejects.toMatchObject({
      code: "NOTHING_READ",
    });
    const { manifest } = await audit(gone(404, "ResourceNotFound"), store, second, later);
    expect(manifest).toMatchObject({ status: "incomplete", jobs: 0 });
    expect(manifest.holes.map(({ cause }) => cause)).toEqual(scopes.map(() => "service-error"));
  });

  it("commits a night of which no page was answered though all places were listed: it is repaired", async () => {
    const store = memoryStore();
    const silent = aCloud({ failJobs: () => new NetworkError("Cannot reach the service: reset") });
    const { manifest } = await audit(silent, store);
    expect(manifest).toMatchObject({ status: "incomplete", jobs: 0 });
    expect([...new Set(manifest.holes.map(({ cause }) => cause))]).toEqual(["network"]);
  });

  it("looks no further back than it is told", async () => {
    const store = memoryStore();
    await audit(aCloud(), store);
    const name = { family: "pic", date: "2026-11-24" } as const;
    const now = { now: midnight + 4 * dayMs + 3 * 3_600_000 };
    const { manifest } = await audit(aCloud(), store, { name, catchUpNights: 2 }, now);
    expect(manifest.previous).toBeNull();
  });

  it("goes on from no night whose manifest was changed, and says so", async () => {
    const store = memoryStore();
    const { commit } = await audit(aCloud(), store);
    store.objects.set(commit.manifest, Buffer.from("{}"));
    const { manifest } = await audit(aCloud(), store, second, later);
    expect(manifest).toMatchObject({ previous: null, inputs: [], status: "incomplete" });
    expect(manifest.holes.map(({ region, cause }) => [region, cause])).toEqual([
      ["ap-chongqing", "report-damaged"],
      ["ap-guangzhou", "report-damaged"],
    ]);
  });
});
