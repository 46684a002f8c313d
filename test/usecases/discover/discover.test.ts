import { describe, expect, it } from "vitest";
import { DeadlineError, NetworkError } from "../../../lib/core/errors.ts";
import { discover } from "../../../lib/usecases/discover/discover.ts";
import { fakeCi } from "../../fakes/fake-ci.ts";
import { aQueue } from "../../fakes/samples.ts";
import { denied, everything, find, placesOf, requestOf, span, world } from "./three-buckets.ts";

describe("discover()", () => {
  it.each([1, 2, 100])("plans every tag of every queue of every bucket, by pages of %i", async (listPageSize) => {
    const found = await find({ listPageSize });
    expect(placesOf(found)).toEqual(everything);
    expect(found.holes).toEqual([]);
    expect(found.queues.map(({ name, region, queue }) => [name, region, queue.queueId])).toEqual([
      ["photos-1", "ap-chongqing", "p1"],
      ["photos-1", "ap-chongqing", "p2"],
      ["videos-1", "ap-chongqing", "v1"],
    ]);
    expect(found.scopes.find(({ scope }) => scope.queueId === "p2")?.queue?.state).toBe("Paused");
  });

  it("finds nothing where nothing is, without a hole", async () => {
    expect(await find({ buckets: [] })).toMatchObject({ scopes: [], queues: [], holes: [] });
  });

  it("leaves out excluded buckets, unasked, and excluded queues", async () => {
    const ci = fakeCi([], world);
    const excluded = [
      { bucket: "videos-1", queueId: null, reason: "retired" },
      { bucket: "photos-1", queueId: "p1", reason: "tests" },
    ];
    const found = await discover(ci, requestOf({ excluded }), new AbortController().signal);
    expect(placesOf(found)).toEqual(everything.filter((place) => place.startsWith("photos-1/p2")));
    expect(found.queues.map(({ queue }) => queue.queueId)).toEqual(["p2"]);
    expect(ci.listRequests.filter((each) => "bucket" in each && each.bucket === "videos-1")).toEqual([]);
  });

  it("leaves a hole where the rows do not add up, and plans what was listed", async () => {
    const found = await find({ totalCount: (rows) => rows + 1 }, { regions: ["ap-guangzhou"] });
    expect(found.holes).toEqual([
      {
        region: "ap-guangzhou",
        bucket: null,
        queueId: null,
        tag: null,
        ...span,
        cause: "incomplete-list",
        detail: "1 of 2 rows were listed, after 3 readings",
        requestId: null,
        evidence: null,
      },
      expect.objectContaining({ bucket: "maps-1", cause: "incomplete-list" }),
    ]);
  });

  it("tells which places were listed whole, with what is there", async () => {
    const found = await find({ failQueues: ({ bucket }) => (bucket === "photos-1" ? denied : null) });
    expect(found.listed).toEqual([
      { region: "ap-chongqing", bucket: null, names: ["photos-1", "videos-1"] },
      { region: "ap-guangzhou", bucket: null, names: ["maps-1"] },
      { region: "ap-chongqing", bucket: "videos-1", names: ["v1"] },
      { region: "ap-guangzhou", bucket: "maps-1", names: [] },
    ]);
    expect((await find({ totalCount: (rows) => rows + 1 })).listed).toEqual([]);
  });

  it("makes a bucket that refuses a hole and goes on with the rest", async () => {
    const found = await find({ failQueues: ({ bucket }) => (bucket === "photos-1" ? denied : null) });
    expect(placesOf(found)).toEqual(everything.filter((place) => place.startsWith("videos-1")));
    expect(found.holes).toEqual([
      {
        region: "ap-chongqing",
        bucket: "photos-1",
        queueId: null,
        tag: null,
        ...span,
        cause: "access-denied",
        detail: denied.message,
        requestId: "r1",
        evidence: null,
      },
    ]);
  });

  it("leaves a bucket to its own region, and one that nobody named, though the service lists them here", async () => {
    const everywhere = { listBuckets: async () => ({ rows: world.buckets ?? [], totalCount: 3 }) };
    const ci = { ...fakeCi([], world), ...everywhere };
    const { signal } = new AbortController();
    expect(placesOf(await discover(ci, requestOf({}), signal))).toEqual(everything);
    const named = await discover(ci, requestOf({ buckets: ["videos-1"] }), signal);
    expect(new Set(named.queues.map(({ name }) => name))).toEqual(new Set(["videos-1"]));
  });

  it("makes a region that fails a hole and goes on with the rest", async () => {
    const reset = new NetworkError("Cannot list buckets: reset");
    const found = await find({ failBuckets: ({ region }) => (region === "ap-guangzhou" ? reset : null) });
    expect(placesOf(found)).toEqual(everything);
    expect(found.holes).toMatchObject([{ region: "ap-guangzhou", bucket: null, cause: "network", ...span }]);
  });

  it("makes names that cannot stand in a key holes, and plans none of them", async () => {
    const buckets = [...(world.buckets ?? []), { name: "../etc", region: "ap-guangzhou", createdAt: null }];
    const found = await find({ buckets, queues: { ...world.queues, "maps-1": [aQueue({ queueId: "a/b" })] } });
    expect(placesOf(found)).toEqual(everything);
    expect(found.holes).toMatchObject([
      {
        region: "ap-guangzhou",
        bucket: null,
        cause: "incomplete-list",
        detail: "a bucket has a name that cannot be used",
      },
      { bucket: "maps-1", cause: "incomplete-list", detail: "a queue has an id that cannot be used" },
    ]);
  });

  it.each([new Error("enough"), new DeadlineError("Cannot go on: the run's time is used up")])(
    "rejects with the signal's reason, %s",
    async (reason) => {
      const signal = AbortSignal.abort(reason);
      await expect(discover(fakeCi([], world), requestOf({}), signal)).rejects.toBe(reason);
      const placed = requestOf({ buckets: [{ name: "photos-1", region: "ap-chongqing" }] });
      await expect(discover(fakeCi([], world), placed, signal)).rejects.toBe(reason);
    },
  );

  it("does not take a defect for a hole", async () => {
    await expect(find({ failQueues: () => new TypeError("defect") })).rejects.toThrow(TypeError);
    await expect(find({ failBuckets: () => new TypeError("defect") })).rejects.toThrow(TypeError);
  });
});
