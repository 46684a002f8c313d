import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeBucketPage } from "../../../lib/adapters/ci/decode-buckets.ts";
import { ProtocolError } from "../../../lib/core/errors.ts";
import { fixtureUrl, responseOf } from "./response-of.ts";

const decode = (inner: string) => decodeBucketPage(responseOf(inner), "pic");

describe("decodeBucketPage()", () => {
  it("decodes the sample of the vendor's page", () => {
    expect(decodeBucketPage(readFileSync(fixtureUrl("picbucket-page.xml")), "pic")).toEqual({
      rows: [
        { name: "examplebucket-1250000000", region: "ap-beijing", createdAt: Date.UTC(2019, 10, 15, 4, 12, 12) },
        { name: "examplebucket-1-1250000000", region: "ap-chongqing", createdAt: Date.UTC(2020, 10, 16, 6, 13, 15) },
      ],
      totalCount: 2,
    });
  });

  it("reads a bucket by its Name where it has no BucketId", () => {
    expect(decode("<PicBucketList><Name>a-1</Name><Region>r</Region><AliasBucketId/></PicBucketList>").rows).toEqual([
      { name: "a-1", region: "r", createdAt: null },
    ]);
  });

  it("takes an empty list and an empty placeholder for no buckets", () => {
    expect(decode("")).toEqual({ rows: [], totalCount: null });
    expect(decode("<TotalCount>0</TotalCount><PicBucketList/>")).toEqual({ rows: [], totalCount: 0 });
  });

  it.each(["", "many", "-1", "1.5", "99999999999999999999"])("does not know a total of %j", (total) => {
    expect(decode(`<TotalCount>${total}</TotalCount>`).totalCount).toBeNull();
  });

  it("does not know a time that it cannot read", () => {
    const bucket = "<BucketId>a-1</BucketId><Region>r</Region><CreateTime>long ago</CreateTime>";
    expect(decode(`<PicBucketList>${bucket}</PicBucketList>`).rows[0]?.createdAt).toBeNull();
  });

  it("refuses a bucket without name or region, which could not be asked for", () => {
    expect(() => decode("<PicBucketList><Region>r</Region></PicBucketList>")).toThrow(ProtocolError);
    expect(() => decode("<PicBucketList><Region>r</Region></PicBucketList>")).toThrow("it has no BucketId");
    expect(() => decode("<PicBucketList><BucketId>a-1</BucketId></PicBucketList>")).toThrow(
      "Cannot read bucket a-1: it has no Region.",
    );
  });
});
