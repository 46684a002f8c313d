import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import { discover } from "../../../lib/usecases/discover/discover.ts";
import { fakeCi } from "../../fakes/fake-ci.ts";
import { everything, find, placesOf, requestOf, span, world } from "./three-buckets.ts";

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
