import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shareRate } from "../../../lib/core/shards/share-rate.ts";
import { aScope, midnight } from "../../fakes/samples.ts";

const inBucket = (bucket: string) => ({
  scope: { ...aScope, bucket: `${bucket}-1250000000` },
  window: { from: midnight, to: midnight + 1_000 },
  pages: 1,
});
const shards = (...buckets: readonly string[]) => buckets.map((names) => names.split("").map(inBucket));

describe("shareRate()", () => {
  it("gives each as much as the host bears that most others ask beside it", () => {
    expect(shareRate(shards("aa", "ab", "b", "c"), 12)).toEqual([6, 6, 6, 12]);
    expect(shareRate(shards("a", "a", "ab"), 12)).toEqual([4, 4, 4]);
  });

  it("tells buckets of one name in two regions apart, and gives all of it to one alone", () => {
    const elsewhere = { ...inBucket("a"), scope: { ...inBucket("a").scope, region: "ap-guangzhou" } };
    expect(shareRate([[inBucket("a")], [elsewhere]], 0.5)).toEqual([0.5, 0.5]);
  });

  it("comes to the rate at most for every host, whatever asks it", () => {
    const names = fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(names, { minLength: 1, maxLength: 12 }), (of) => {
        const shares = shareRate(shards(...of.map((each) => each.join(""))), 10);
        for (const host of ["a", "b", "c", "d"] as const) {
          const sum = shares.reduce((all, share, index) => all + (of[index]?.includes(host) ? share : 0), 0);
          expect(sum).toBeLessThanOrEqual(10 + 1e-9);
        }
      }),
    );
  });
});
