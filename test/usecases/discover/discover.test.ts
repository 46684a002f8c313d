import { describe, expect, it } from "vitest";
import { DeadlineError, NetworkError, ServiceError } from "../../../lib/core/errors.ts";
import { families } from "../../../lib/core/family.ts";
import type { Scope } from "../../../lib/core/scope.ts";
import { discover } from "../../../lib/usecases/discover/discover.ts";
import type { DiscoverRequest, Discovery } from "../../../lib/usecases/discover/discovery.ts";
import { type FakeCiOptions, fakeCi } from "../../fakes/fake-ci.ts";
import { aQueue, aScope, midnight } from "../../fakes/samples.ts";

const span = { from: midnight, to: midnight + 86_400_000 };

const world: FakeCiOptions = {
  buckets: [
    { name: "photos-1", region: "ap-chongqing", createdAt: null },
    { name: "videos-1", region: "ap-chongqing", createdAt: null },
    { name: "maps-1", region: "ap-guangzhou", createdAt: null },
  ],
  queues: {
    "photos-1": [aQueue({ queueId: "p1" }), aQueue({ queueId: "p2", state: "Paused" })],
    "videos-1": [aQueue({ queueId: "v1" })],
    "maps-1": [],
  },
};

const denied = new ServiceError("Cannot list queues: 403 AccessDenied", {
  status: 403,
  serviceCode: "AccessDenied",
  requestId: "r1",
});

function find(options: FakeCiOptions = {}, change: Partial<DiscoverRequest> = {}): Promise<Discovery> {
  return discover(fakeCi([], { ...world, ...options }), requestOf(change), new AbortController().signal);
}

function requestOf(change: Partial<DiscoverRequest>): DiscoverRequest {
  return {
    family: families.pic,
    tags: ["PicProcess", "ImageInspect"],
    span,
    regions: ["ap-chongqing", "ap-guangzhou"],
    buckets: [],
    excluded: [],
    previous: [],
    concurrency: 4,
    ...change,
  };
}

function placesOf({ scopes }: Discovery): string[] {
  return scopes.map(({ scope: { bucket, queueId, tag }, origin }) => `${bucket}/${queueId}/${tag} ${origin}`);
}

const everything = [
  "photos-1/p1/ImageInspect discovered",
  "photos-1/p1/PicProcess discovered",
  "photos-1/p2/ImageInspect discovered",
  "photos-1/p2/PicProcess discovered",
  "videos-1/v1/ImageInspect discovered",
  "videos-1/v1/PicProcess discovered",
];

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
    expect(await find({ buckets: [] })).toEqual({ scopes: [], queues: [], holes: [] });
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

describe("discover(), with configured buckets", () => {
  it("asks for exactly the names, in every region", async () => {
    const ci = fakeCi([], world);
    const found = await discover(ci, requestOf({ buckets: ["videos-1", "maps-1"] }), new AbortController().signal);
    expect(placesOf(found)).toEqual(everything.filter((place) => place.startsWith("videos-1")));
    expect(ci.listRequests.flatMap((each) => ("names" in each ? [each.names] : []))).toEqual([
      ["videos-1", "maps-1"],
      ["videos-1", "maps-1"],
    ]);
  });

  it("makes a name that no region lists a hole", async () => {
    const found = await find({}, { buckets: ["videos-1", "lost-1"] });
    expect(placesOf(found)).toEqual(everything.filter((place) => place.startsWith("videos-1")));
    expect(found.holes).toMatchObject([{ bucket: "lost-1", cause: "not-found", ...span }]);
    expect(found.holes[0]?.detail).toContain("ap-chongqing, ap-guangzhou");
  });

  it("does not say that a bucket is lost while a region cannot be asked", async () => {
    const reset = new NetworkError("Cannot list buckets: reset");
    const failBuckets = ({ region }: { region: string }) => (region === "ap-guangzhou" ? reset : null);
    const found = await find({ failBuckets }, { buckets: ["maps-1"] });
    expect(found.holes.map(({ cause }) => cause)).toEqual(["network"]);
  });

  it("looks into a placed bucket without listing its region", async () => {
    const ci = fakeCi([], world);
    const request = requestOf({ buckets: [{ name: "videos-1", region: "ap-chongqing" }] });
    const found = await discover(ci, request, new AbortController().signal);
    expect(placesOf(found)).toEqual(everything.filter((place) => place.startsWith("videos-1")));
    expect(ci.listRequests.every((each) => "bucket" in each)).toBe(true);
  });

  it("takes placed buckets and names together, each bucket once", async () => {
    const found = await find({}, { buckets: [{ name: "photos-1", region: "ap-chongqing" }, "videos-1", "photos-1"] });
    expect(placesOf(found)).toEqual(everything);
    expect(found.queues).toHaveLength(3);
  });
});

describe("discover(), with scopes of the night before", () => {
  const gone = { ...aScope, bucket: "photos-1", queueId: "p0" };
  const read = (scope: Scope) => ({ scope, complete: true });
  const only = (found: Discovery) => placesOf(found).filter((place) => place.endsWith("previous-night"));

  it("asks again for a queue that is gone, and for a bucket that is gone", async () => {
    const lost = { ...gone, bucket: "old-1" };
    const found = await find({}, { previous: [read(gone), read(lost)] });
    expect(only(found)).toEqual(["old-1/p0/PicProcess previous-night", "photos-1/p0/PicProcess previous-night"]);
    expect(found.scopes.find(({ scope }) => scope.queueId === "p0")?.queue).toBeNull();
  });

  it("plans a scope once that is still there", async () => {
    const found = await find({}, { previous: [read({ ...gone, queueId: "p1" })] });
    expect(placesOf(found)).toEqual(everything);
  });

  it("knows a scope as read before only where the night before could read it", async () => {
    const refused = { scope: { ...gone, queueId: "p1" }, complete: false };
    const found = await find({}, { previous: [refused, read({ ...gone, queueId: "p2" })] });
    const before = found.scopes.filter(({ readBefore }) => readBefore).map(({ scope }) => scope.queueId);
    expect(before).toEqual(["p2"]);
  });

  it("asks again for what the service refuses to list now", async () => {
    const previous = [read({ ...gone, queueId: "p1" })];
    const found = await find({ failQueues: () => denied }, { previous });
    expect(placesOf(found)).toEqual(["photos-1/p1/PicProcess previous-night"]);
  });

  it.each<[string, Partial<DiscoverRequest>]>([
    ["an excluded bucket", { excluded: [{ bucket: "photos-1", queueId: null, reason: "gone" }] }],
    ["an excluded queue", { excluded: [{ bucket: "photos-1", queueId: "p0", reason: "gone" }] }],
    ["other regions", { regions: ["ap-guangzhou"] }],
    ["other buckets", { buckets: ["videos-1"] }],
    ["the bucket in another region", { buckets: [{ name: "photos-1", region: "ap-guangzhou" }] }],
    ["other tags", { tags: ["ImageInspect"] }],
  ])("retires it by settings: %s", async (_, change) => {
    expect(only(await find({}, { previous: [read(gone)], ...change }))).toEqual([]);
  });

  it.each<[string, Partial<DiscoverRequest>]>([
    ["another queue excluded", { excluded: [{ bucket: "photos-1", queueId: "p9", reason: "tests" }] }],
    ["its bucket named", { buckets: ["photos-1"] }],
    [
      "its bucket placed outside of the listed regions",
      { regions: ["ap-guangzhou"], buckets: [{ name: "photos-1", region: "ap-chongqing" }] },
    ],
  ])("does not retire it with %s", async (_, change) => {
    expect(only(await find({}, { previous: [read(gone)], ...change }))).toEqual([
      "photos-1/p0/PicProcess previous-night",
    ]);
  });
});
