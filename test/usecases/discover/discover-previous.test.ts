import { describe, expect, it } from "vitest";
import type { Scope } from "../../../lib/core/scope.ts";
import type { DiscoverRequest, Discovery } from "../../../lib/usecases/discover/discovery.ts";
import { aScope } from "../../fakes/samples.ts";
import { denied, everything, find, placesOf } from "./three-buckets.ts";

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
