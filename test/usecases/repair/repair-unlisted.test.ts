import { describe, expect, it } from "vitest";
import { ServiceError } from "../../../lib/core/errors.ts";
import type { FakeCiOptions } from "../../fakes/fake-ci.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aQueue } from "../../fakes/samples.ts";
import { aCloud, audit, world } from "../audit/a-night.ts";
import { answerOf, auditedWith, denied, expectSound, repair, reset, wholeAnswer } from "./a-repair.ts";

describe("repairNight(), of what could not be listed", () => {
  const unlisted: FakeCiOptions = { failQueues: ({ bucket }) => (bucket === "photos-1" ? denied : null) };

  it("lists again and reads the scopes that are new", async () => {
    const { store, night } = await auditedWith(unlisted);
    expect(night.manifest.scopes).toHaveLength(4);
    const { after, read } = await repair(aCloud(), store);
    expect(read).toMatchObject({ scopes: 4, listed: true });
    expectSound(store, after);
    expect(answerOf(after)).toEqual(await wholeAnswer);
  });

  it("names what it cannot read of the scopes that are new, as an audit does", async () => {
    const { store } = await auditedWith(unlisted);
    const failJobs: FakeCiOptions["failJobs"] = ({ request }) => (request.scope.queueId === "p2" ? denied : null);
    const { after, left } = await repair(aCloud({ failJobs }), store);
    const audited = await audit(aCloud({ failJobs }), memoryStore());
    expect(left).toHaveLength(2);
    expect(left).toEqual(audited.manifest.holes);
    expect(answerOf(after)).toEqual(answerOf(audited));
    expectSound(store, after);
  });

  it("keeps a place as it was listed where it cannot be listed any more", async () => {
    const { store } = await auditedWith({ failBuckets: ({ region }) => (region === "ap-guangzhou" ? reset : null) });
    const { after, left } = await repair(
      aCloud({ failQueues: ({ bucket }) => (bucket === "photos-1" ? denied : null) }),
      store,
    );
    expect(left).toEqual([]);
    expect(answerOf(after)).toEqual(await wholeAnswer);
  });

  it("keeps the hole of a bucket that is gone before its queues were ever listed", async () => {
    const { store, night } = await auditedWith(unlisted);
    const buckets = (world.buckets ?? []).filter(({ name }) => name !== "photos-1");
    const { after, left } = await repair(aCloud({ buckets }), store);
    expect(after.key).toBe(night.key);
    expect(left).toEqual(night.manifest.holes);
  });

  it("keeps the hole of a list whose total shrank to what was listed", async () => {
    const { store, night } = await auditedWith({ totalCount: (rows) => rows + 1 }, { regions: ["ap-guangzhou"] });
    expect(night.manifest.holes.map(({ cause }) => cause)).toEqual(["incomplete-list", "incomplete-list"]);
    const { left } = await repair(aCloud(), store, { regions: ["ap-guangzhou"] });
    expect(left).toEqual(night.manifest.holes);
    const queues = { ...world.queues, "maps-1": [aQueue({ queueId: "m1" }), aQueue({ queueId: "m2" })] };
    const more = await repair(aCloud({ queues }), store, { regions: ["ap-guangzhou"] });
    expect(more.left.map(({ bucket }) => bucket)).toEqual([null]);
    expect(more.after.manifest.scopes).toHaveLength(4);
  });

  it("drops no scope of a queue that is gone, of which no tag is answered any more", async () => {
    const isOne = (scope: { queueId: string; tag: string }) => scope.queueId === "v1" && scope.tag === "ImageInspect";
    const { store, night } = await auditedWith({ failJobs: ({ request }) => (isOne(request.scope) ? reset : null) });
    const gone = new ServiceError("400", { status: 400, serviceCode: "InvalidArgument", requestId: "r1" });
    const ci = aCloud({ failJobs: ({ request }) => (request.scope.queueId === "v1" ? gone : null) });
    const { after } = await repair(ci, store);
    expect(after.manifest).toMatchObject({ status: "incomplete", notes: [] });
    expect(after.manifest.scopes).toHaveLength(night.manifest.scopes.length);
  });

  it("notes a built-in tag that turns out not to exist, and does not ask for it again", async () => {
    const unknown = new ServiceError("400", { status: 400, serviceCode: "InvalidArgument", requestId: null });
    const noTag: FakeCiOptions["failJobs"] = ({ request }) => (request.scope.tag === "ImageInspect" ? unknown : null);
    const store = memoryStore();
    await audit(aCloud({ failJobs: (call) => (call.request.scope.queueId === "v1" ? reset : noTag(call)) }), store);
    const { after } = await repair(aCloud({ failJobs: noTag }), store);
    const whole = await audit(aCloud({ failJobs: noTag }), memoryStore());
    expect(after.manifest).toMatchObject({ status: "complete", scopes: whole.manifest.scopes });
    expect(after.manifest.notes).toHaveLength(4);
    expect(answerOf(after)).toEqual(answerOf(whole));
  });
});
