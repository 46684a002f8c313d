import { describe, expect, it } from "vitest";
import { NetworkError, ServiceError } from "../../../lib/core/errors.ts";
import type { JobsRequest } from "../../../lib/ports/cloud-infinite.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { midnight } from "../../fakes/samples.ts";
import { afterFirstNight, attempt, copyOf } from "../progress/killed-night.ts";
import { repair } from "../repair/a-repair.ts";
import { aCloud, audit, dayMs } from "./a-night.ts";

const gone = new ServiceError("no such queue", { status: 400, serviceCode: "InvalidArgument", requestId: "r" });
const reset = new NetworkError("reset");

function isOf(queueId: string, tag?: string) {
  return ({ scope }: JobsRequest) => scope.queueId === queueId && (tag === undefined || scope.tag === tag);
}

describe("findAnswering()", () => {
  const isInspect = isOf("v1", "ImageInspect");

  async function unanswered() {
    const store = memoryStore();
    const { manifest } = await audit(
      aCloud({ failJobs: ({ request }) => (isInspect(request) ? reset : null) }),
      store,
      { concurrency: 1, windowMs: dayMs },
    );
    expect(manifest.holes.map(({ queueId, tag }) => `${queueId} ${tag}`)).toEqual(["v1 ImageInspect"]);
    return store;
  }

  it("does not let a repair drop a recorded tag of a queue that is gone by now", async () => {
    const store = await unanswered();
    const ci = aCloud({ failJobs: ({ request }) => (isOf("v1")(request) ? gone : null) });
    const { after } = await repair(ci, store, { windowMs: dayMs });
    expect([after.manifest.status, after.manifest.notes]).toEqual(["incomplete", []]);
    expect(after.manifest.scopes).toHaveLength(8);
  });

  it("asks for a job of another tag in a repair, and believes that the tag is unknown when that is answered", async () => {
    const store = await unanswered();
    const ci = aCloud({ failJobs: ({ request }) => (isInspect(request) ? gone : null) });
    const { after } = await repair(ci, store, { windowMs: dayMs });
    expect(after.manifest.notes.map(({ queueId, tag }) => `${queueId} ${tag}`)).toEqual(["v1 ImageInspect"]);
    expect(after.manifest.status).toBe("complete");
    const others = ci.requests.filter((request) => !isInspect(request));
    expect(others).toMatchObject([
      { scope: { queueId: "v1", tag: "PicProcess" }, size: 1, createdTo: midnight + dayMs },
    ]);
  });

  it("does not take what a run that was stopped had been answered for an answer of now", async () => {
    const before = await afterFirstNight();
    const store = copyOf(before);
    const tags = ["PicProcess", "ImageInspect"];
    const kill = { effect: 29, when: "after" } as const;
    const change = { tags, concurrency: 1, maxRetryLookups: 0 };
    const isInspect = isOf("p1", "ImageInspect");
    const silent = { failJobs: ({ request }: { request: JobsRequest }) => (isInspect(request) ? reset : null) };
    const first = await attempt(store, { kill, change, cloud: silent });
    expect(first.result).toBeNull();
    const cloud = { failJobs: () => gone };
    const { result } = await attempt(store, { startAt: first.endedAt + 60_000, cloud, change });
    expect(result?.resumed?.jobs).toBeGreaterThan(0);
    expect(result?.manifest.notes).toEqual([]);
    expect(result?.manifest.scopes.map(({ tag }) => tag).sort()).toContain("ImageInspect");
  });
});
