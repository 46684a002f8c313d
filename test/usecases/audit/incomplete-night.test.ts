/** Never clean by accident: what could not be read has a name, and the rest is audited and committed. */

import { describe, expect, it } from "vitest";
import { NetworkError, NothingReadError, ServiceError } from "../../../lib/core/errors.ts";
import { ledgerSchema } from "../../../lib/core/schema/ledger.ts";
import type { CloudInfinite, JobsRequest } from "../../../lib/ports/cloud-infinite.ts";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob, midnight } from "../../fakes/samples.ts";
import { aCloud, audit, dayMs, nightJobs, scopes, secret, tags } from "./a-night.ts";
import { contentOf, keysOf, rowsOf } from "./stored.ts";

function denied(): ServiceError {
  const text = `Cannot list: 403 AccessDenied, see https://help.example/?sign=${secret}`;
  return new ServiceError(text, { status: 403, serviceCode: "AccessDenied", requestId: "r1" });
}

const queueHole = { region: "ap-chongqing", bucket: "photos-1", queueId: "p1" };
const wholeSpan = { from: "2026-11-20T16:00:00.000Z", to: "2026-11-21T16:00:00.000Z" };

async function auditWith(cloud: FakeCiOptions) {
  const store = memoryStore();
  return { store, result: await audit(aCloud(cloud), store) };
}

describe("auditNight(), when something cannot be read", () => {
  it("commits an incomplete night with the hole of a bucket that refuses", async () => {
    const { store, result } = await auditWith({ failQueues: ({ bucket }) => (bucket === "maps-1" ? denied() : null) });
    expect([result.commit.status, result.manifest.status]).toEqual(["incomplete", "incomplete"]);
    expect(result.manifest.holes).toMatchObject([
      { region: "ap-guangzhou", bucket: "maps-1", queueId: null, tag: null, ...wholeSpan, cause: "access-denied" },
    ]);
    expect(result.manifest.scopes).toHaveLength(scopes.length - tags.length);
    expect(result.manifest.scopes.every(({ complete }) => complete)).toBe(true);
    expect(keysOf(store).filter((key) => contentOf(store, key).includes(secret))).toEqual([]);
  });

  it("makes a queue that refuses a hole of its scopes, and of no other", async () => {
    const { result } = await auditWith({
      failJobs: ({ request }) => (request.scope.queueId === "p1" ? denied() : null),
    });
    expect(result.manifest.holes).toMatchObject(
      ["ImageInspect", "PicProcess"].map((tag) => ({ ...queueHole, tag, ...wholeSpan, cause: "access-denied" })),
    );
    const incomplete = result.manifest.scopes.filter(({ complete }) => !complete);
    expect(incomplete.map(({ queueId }) => queueId)).toEqual(["p1", "p1"]);
  });

  it("keeps the answer that could not be decoded, and names it", async () => {
    const poisoned = nightJobs.find(({ scope }) => scope.queueId === "v1" && scope.tag === "PicProcess");
    const inside = { ...poisoned?.job, id: "poison", createdAt: midnight + 9 * 3_600_000 };
    const scope = poisoned?.scope ?? scopes[0];
    if (scope === undefined) throw new Error("the night has no scope");
    const ci = aCloud({ poison: new Set(["poison"]) }, [...nightJobs, { scope, job: aJob(inside) }]);
    const store = memoryStore();
    const { manifest, ...result } = await audit(ci, store);
    const second = { from: "2026-11-21T01:00:00.000Z", to: "2026-11-21T01:00:01.000Z" };
    expect(manifest.holes).toMatchObject([{ bucket: "videos-1", queueId: "v1", ...second, cause: "undecodable" }]);
    const [hole] = manifest.holes;
    expect(hole?.evidence).toMatch(/^v1\/work\/run=[0-9a-f]{16}\/raw\/[0-9a-f]{64}\.bin$/);
    expect(contentOf(store, hole?.evidence ?? "").toString()).toBe("<JobsDetail>poison");
    const broken = rowsOf(store, { manifest, ...result }, "ledgers")
      .map((row) => ledgerSchema.parse(row))
      .filter(({ end }) => end === "hole");
    expect(broken.map(({ holes, from }) => [holes.length, from])).toEqual([[1, "2026-11-21T01:00:00.000Z"]]);
    expect(broken[0]?.halvings).toBeGreaterThan(0);
  });

  it("does not count what a scope lists of another, and makes it a hole where nobody reads that one", async () => {
    const [first, second] = scopes;
    if (first === undefined || second === undefined) throw new Error("the night has no scopes");
    const stray = (tag: string) => aJob({ id: `stray-${tag}`, createdAt: midnight, queueId: second.queueId, tag });
    const leaking = (tag: string) => aCloud({}, [...nightJobs, { scope: first, job: stray(tag) }]);
    const whole = await audit(aCloud(), memoryStore());
    const planned = await audit(leaking(second.tag), memoryStore());
    expect(planned.manifest).toMatchObject({ status: "complete", jobs: whole.manifest.jobs });
    const unplanned = await audit(leaking("PosterProduction"), memoryStore());
    const { tag, queueId } = first;
    expect(unplanned.manifest).toMatchObject({ status: "incomplete", jobs: whole.manifest.jobs });
    expect(unplanned.manifest.holes).toMatchObject([{ tag, queueId, cause: "foreign-jobs" }]);
  });

  it("says in the ledger where the order was broken, and commits the night as complete", async () => {
    const { store, result } = await auditWith({ compare: (a, b) => b.createdAt - a.createdAt });
    const ledger = rowsOf(store, result, "ledgers").map((row) => ledgerSchema.parse(row));
    expect(ledger.filter(({ order }) => order === "broken").length).toBeGreaterThan(0);
    expect(result.commit.status).toBe("complete");
  });

  it("notes a built-in tag that the service does not know", async () => {
    const unknown = new ServiceError("400", { status: 400, serviceCode: "InvalidArgument", requestId: null });
    const failJobs: FakeCiOptions["failJobs"] = ({ request }) =>
      request.scope.tag === "ImageInspect" ? unknown : null;
    const { result } = await auditWith({ failJobs });
    expect(result.commit.status).toBe("complete");
    expect(result.manifest.notes).toHaveLength(4);
    expect(result.manifest.scopes.map(({ tag }) => tag)).toEqual(Array(4).fill("PicProcess"));
  });

  it("does not take an old span for read where the service may have forgotten it", async () => {
    const younger = nightJobs.filter(({ job }) => job.createdAt > midnight);
    const store = memoryStore();
    const { manifest } = await audit(aCloud({}, younger), store, {}, { now: midnight + 3 * dayMs + 1 });
    expect(manifest.status).toBe("incomplete");
    expect(new Set(manifest.holes.map(({ cause }) => cause))).toEqual(new Set(["beyond-retention"]));
    expect(manifest.holes).toHaveLength(scopes.length);
  });

  it("does not take a span for read that the service forgot while it was read", async () => {
    const older = scopes.map((scope) => ({ scope, job: aJob({ id: "old", ...scope, createdAt: midnight }) }));
    const ci = aCloud({ bounds: "inclusive" }, [...nightJobs, ...older]);
    let pages = 0;
    const forgetful: CloudInfinite = {
      ...ci,
      async listJobs(request, signal) {
        pages += 1;
        if (pages === 3) ci.jobs.splice(0, ci.jobs.length, ...ci.jobs.filter(({ job }) => job.createdAt > midnight));
        return ci.listJobs(request, signal);
      },
    };
    const { manifest } = await audit(forgetful, memoryStore(), {}, { now: midnight + 7 * dayMs });
    expect(manifest.status).toBe("incomplete");
    expect(new Set(manifest.holes.map(({ cause }) => cause))).toEqual(new Set(["beyond-retention"]));
  });

  it("does not note a tag away whose jobs another tag lists", async () => {
    const unknown = new ServiceError("no such tag", { status: 400, serviceCode: "InvalidArgument", requestId: "r" });
    const [scope] = scopes;
    if (scope === undefined) throw new Error("there is no scope");
    const job = aJob({ ...scope, id: "c1", createdAt: midnight + 5_000, tag: "ImageInspect", state: "Failed" });
    const failJobs = ({ request }: { request: JobsRequest }) => (request.scope.tag === "ImageInspect" ? unknown : null);
    const { manifest } = await audit(aCloud({ failJobs }, [{ scope, job }]), memoryStore());
    expect(manifest.status).toBe("incomplete");
    expect(manifest.holes).toMatchObject([{ queueId: scope.queueId, tag: "ImageInspect", cause: "service-error" }]);
  });

  it("states what settings exclude", async () => {
    const excluded = [{ bucket: "videos-1", queueId: null, reason: "moved" }];
    const { manifest } = await audit(aCloud(), memoryStore(), { excluded });
    expect(manifest).toMatchObject({ status: "complete", excluded });
    expect(manifest.scopes.some(({ bucket }) => bucket === "videos-1")).toBe(false);
  });
});

describe("auditNight(), when nothing can be listed", () => {
  it.each([
    [denied(), false],
    [new NetworkError("Cannot reach the service: reset"), true],
    [new ServiceError("busy", { status: 503, serviceCode: "ServiceUnavailable", requestId: null }), true],
  ])("throws and commits nothing after %s", async (error, retryable) => {
    const store = memoryStore();
    const auditing = audit(aCloud({ failBuckets: () => error }), store);
    await expect(auditing).rejects.toThrow(NothingReadError);
    await expect(auditing).rejects.toMatchObject({ retryable, message: expect.stringContaining("2026-11-21") });
    expect(keysOf(store)).toEqual([]);
  });

  it("says each thing that was seen once, without secrets", async () => {
    const error: NothingReadError = await audit(aCloud({ failBuckets: denied }), memoryStore()).then(
      () => expect.fail("nothing was thrown"),
      (thrown) => thrown,
    );
    expect(error.seen).toHaveLength(1);
    expect(error.seen[0]).toContain("403 AccessDenied");
    expect(JSON.stringify(error.seen)).not.toContain(secret);
  });

  it("commits an empty night where there are no queues", async () => {
    const store = memoryStore();
    const { manifest } = await audit(aCloud({ buckets: [] }), store);
    expect(manifest).toMatchObject({ status: "complete", jobs: 0, scopes: [], holes: [] });
    expect(keysOf(store, /\/(findings|open|queues|ledgers)\//)).toEqual([]);
  });
});
