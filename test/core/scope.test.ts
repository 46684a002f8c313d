import { describe, expect, it } from "vitest";
import { compareScopes, scopeKey } from "../../lib/core/scope.ts";
import { aScope } from "../fakes/samples.ts";

describe("scopeKey()", () => {
  it("tells every part", () => {
    expect(scopeKey(aScope)).toBe("pic/ap-chongqing/photos-1250000000/pqueue1/PicProcess");
  });
});

describe("compareScopes()", () => {
  it("orders by region, bucket, queue and tag, by code units", () => {
    const later = [
      { ...aScope, tag: "PosterProduction" },
      { ...aScope, queueId: "pqueue2" },
      { ...aScope, bucket: "zebra-1250000000" },
      { ...aScope, region: "ap-guangzhou" },
    ];
    expect([...later].reverse().concat(aScope).sort(compareScopes)).toEqual([aScope, ...later]);
    expect(compareScopes(aScope, { ...aScope })).toBe(0);
    expect(compareScopes({ ...aScope, queueId: "Z" }, { ...aScope, queueId: "a" })).toBeLessThan(0);
  });
});
