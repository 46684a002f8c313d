import { describe, expect, it } from "vitest";
import { DeadlineError, ServiceError } from "../../../lib/core/errors.ts";
import { checkRetention } from "../../../lib/usecases/audit/retention.ts";
import type { PlannedScope } from "../../../lib/usecases/discover/discovery.ts";
import { type FakeCi, fakeCi } from "../../fakes/fake-ci.ts";
import { aJob, aQueue, aScope, midnight } from "../../fakes/samples.ts";

const day = 86_400_000;
const span = { from: midnight, to: midnight + day };
const assumedRetentionMs = 3 * day;
const late = span.from + assumedRetentionMs + 1;

const here: PlannedScope = {
  scope: aScope,
  origin: "discovered",
  readBefore: false,
  queue: aQueue({ queueId: "pqueue1" }),
};
const elsewhere: PlannedScope = { ...here, scope: { ...aScope, region: "ap-guangzhou" } };

function check(ci: FakeCi, scopes: readonly PlannedScope[], now = late, signal = new AbortController().signal) {
  return checkRetention(ci, scopes, { span, now, assumedRetentionMs }, signal);
}

function jobOfAge(createdAt: number, { scope } = here) {
  return { scope, job: aJob({ id: `c${createdAt}`, createdAt }) };
}

describe("checkRetention()", () => {
  it("asks nothing about a span as old as the assumed retention, to the millisecond", async () => {
    const ci = fakeCi([]);
    const unproven = await check(ci, [here], late - 1);
    expect(unproven(here)).toEqual([]);
    expect(ci.requests).toEqual([]);
  });

  it("makes an older span a hole where no old job is listed", async () => {
    const ci = fakeCi([jobOfAge(span.from + 1_000)]);
    const unproven = await check(ci, [here]);
    expect(unproven(here)).toEqual([
      {
        ...span,
        cause: "beyond-retention",
        detail: "no job as old as 2026-11-20T16:00:00.000Z is listed in this region any more",
        requestId: null,
        evidence: null,
      },
    ]);
  });

  it.each(["strict", "inclusive"] as const)("takes one older job for proof, with %s bounds", async (bounds) => {
    const unproven = await check(fakeCi([jobOfAge(span.from - 1_000)], { bounds }), [here]);
    expect(unproven(here)).toEqual([]);
  });

  it("does not take a younger job for proof, though it was listed as older", async () => {
    const ci = fakeCi([jobOfAge(span.from + 1_000)]);
    const unbounded: FakeCi["listJobs"] = (request, signal) => ci.listJobs({ ...request, createdTo: late }, signal);
    const unproven = await check({ ...ci, listJobs: unbounded }, [here]);
    expect(unproven(here)).toHaveLength(1);
  });

  it("takes a job of any scope of the region for proof, and none of another region", async () => {
    const other = { ...here, scope: { ...aScope, queueId: "pqueue2" } };
    const ci = fakeCi([jobOfAge(span.from - 1_000, other)]);
    const unproven = await check(ci, [here, other, elsewhere]);
    expect([here, other, elsewhere].map((planned) => unproven(planned).length)).toEqual([0, 0, 1]);
  });

  it("asks no more once a region is proven", async () => {
    const ci = fakeCi([jobOfAge(span.from - 1_000)]);
    await check(ci, [here, { ...here, scope: { ...aScope, tag: "ImageInspect" } }]);
    expect(ci.requests).toHaveLength(1);
    expect(ci.requests[0]).toMatchObject({ order: "Asc", size: 1, token: null, createdTo: span.from });
  });

  it("does not need proof for a queue that was made after the span", async () => {
    const madeAt = (createdAt: number | null) => ({ ...here, queue: aQueue({ queueId: "pqueue1", createdAt }) });
    const unproven = await check(fakeCi([]), [here]);
    expect(unproven(madeAt(span.to))).toEqual([]);
    expect(unproven(madeAt(span.to - 1_000))).toHaveLength(1);
    expect(unproven(madeAt(null))).toHaveLength(1);
    expect(unproven({ ...here, queue: null })).toHaveLength(1);
  });

  it("takes a scope that cannot be asked for no proof", async () => {
    const denied = new ServiceError("denied", { status: 403, serviceCode: "AccessDenied", requestId: null });
    const unproven = await check(fakeCi([], { failJobs: () => denied }), [here]);
    expect(unproven(here)).toHaveLength(1);
  });

  it("throws a defect, and the signal's reason", async () => {
    const reason = new DeadlineError("Cannot go on: the run's time is used up");
    await expect(check(fakeCi([], { failJobs: () => new TypeError("defect") }), [here])).rejects.toThrow(TypeError);
    await expect(check(fakeCi([]), [here], late, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
