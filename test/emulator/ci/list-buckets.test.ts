import { describe, expect, it } from "vitest";
import { readXml, textsOf } from "../read-xml.ts";
import { dayStart, makeBucket } from "../small-world.ts";
import { openCi } from "./call-ci.ts";

const regions = ["ap-beijing", "ap-chongqing", "ap-shanghai"];
const buckets = Array.from({ length: 23 }, (_, index) =>
  makeBucket({ name: `b${String(index).padStart(2, "0")}-1250000000`, region: regions[index % 3] ?? "" }),
);
const call = openCi({ buckets });

function names(query: Record<string, string>): string[] {
  return textsOf(call("/picbucket", query).body, "Name");
}

describe("GET /picbucket", () => {
  it("answers page 1 of ten rows when nothing is asked for, with the buckets of every region", () => {
    const [requestId, total, page, size, first, ...rest] = readXml(call("/picbucket").body);
    expect([requestId, total, page, size]).toEqual([
      ["RequestId", "request-1"],
      ["TotalCount", "23"],
      ["PageNumber", "1"],
      ["PageSize", "10"],
    ]);
    expect(first).toEqual([
      "PicBucketList",
      [
        ["BucketId", "b00-1250000000"],
        ["Name", "b00-1250000000"],
        ["Region", "ap-beijing"],
        ["CreateTime", "2024-01-02T00:00:00+0800"],
      ],
    ]);
    expect(rest).toHaveLength(9);
  });

  it("reaches every row once over its pages, and none beyond the last", () => {
    const pages = ["1", "2", "3", "4"].map((pageNumber) => names({ pageNumber, pageSize: "9" }));
    expect(pages.map((rows) => rows.length)).toEqual([9, 9, 5, 0]);
    expect(pages.flat()).toEqual(buckets.map(({ name }) => name));
  });

  it("keeps to regions, exact names and a prefix, all at once", () => {
    const all = { pageSize: "100" };
    expect(names({ ...all, regions: "ap-beijing,ap-shanghai" })).toHaveLength(15);
    expect(names({ ...all, bucketNames: "b01-1250000000,b02-1250000000,b0" })).toHaveLength(2);
    expect(names({ ...all, bucketName: "b1" })).toHaveLength(10);
    expect(
      names({ ...all, bucketName: "b0", regions: "ap-beijing", bucketNames: "b03-1250000000,b12-1250000000" }),
    ).toEqual(["b03-1250000000"]);
    expect(textsOf(call("/picbucket", { regions: "ap-nowhere" }).body, "TotalCount")).toEqual(["0"]);
  });

  it.each([
    ["pageSize", "0"],
    ["pageSize", "101"],
    ["pageSize", "ten"],
    ["pageNumber", "0"],
    ["pageNumber", "-1"],
    ["pageNumber", "1.5"],
  ])("refuses %s %s", (name, value) => {
    const { status, body } = call("/picbucket", { [name]: value });
    expect([status, textsOf(body, "Code")]).toEqual([400, ["InvalidArgument"]]);
    expect(body).toContain(`${name} must be from 1 to`);
  });

  it("shows the alias of a bucket as captures do, if told to", () => {
    const one = { buckets: [makeBucket({ createdAt: dayStart + 59_000 })] };
    expect(openCi(one, { extraElements: true })("/picbucket").body).toContain(
      "<CreateTime>2024-01-02T00:00:59+0800</CreateTime><AliasBucketId/></PicBucketList>",
    );
  });
});
