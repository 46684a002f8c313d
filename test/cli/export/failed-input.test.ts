import { describe, expect, it } from "vitest";
import { emptyCounts } from "../../../cli/export/export-counts.ts";
import { addressOf, inputUrl, withAddress } from "../../../cli/export/failed-input.ts";
import { makeFinding } from "../finding.ts";

const place = { bucket: "photos-1250000000", region: "ap-chongqing" };
const host = "https://photos-1250000000.cos.ap-chongqing.myqcloud.com";

describe("inputUrl()", () => {
  it.each([
    ["a/b.jpg", "/a/b.jpg"],
    ["图片/婚礼 & 合影.jpg", "/%E5%9B%BE%E7%89%87/%E5%A9%9A%E7%A4%BC%20%26%20%E5%90%88%E5%BD%B1.jpg"],
    ["100%+new?.png#x", "/100%25%2Bnew%3F.png%23x"],
    ["line\nbreak\r\t.jpg", "/line%0Abreak%0D%09.jpg"],
    ['=HYPERLINK("x")', "/%3DHYPERLINK(%22x%22)"],
    ["/leading", "//leading"],
    ["😀.gif", "/%F0%9F%98%80.gif"],
  ])("encodes %j on one line", (object, path) => {
    expect(inputUrl(makeFinding({ input: { ...place, object } }))).toBe(host + path);
  });

  it("takes bucket and region of the job where the input has none", () => {
    expect(inputUrl(makeFinding({ input: { bucket: null, region: null, object: "a" } }))).toBe(`${host}/a`);
    const elsewhere = { bucket: "other-1250000000", region: "ap-guangzhou", object: "a" };
    expect(inputUrl(makeFinding({ input: elsewhere }))).toBe(
      "https://other-1250000000.cos.ap-guangzhou.myqcloud.com/a",
    );
  });

  it.each([
    [null],
    [{ ...place, object: null }],
    [{ ...place, object: "" }],
    [{ ...place, object: "from?[cut:0123456789ab]" }],
    [{ ...place, object: "half \ud83d" }],
    [{ ...place, bucket: "evil.example/", object: "a" }],
    [{ ...place, region: "x@evil.example", object: "a" }],
  ])("is null for %j", (input) => {
    expect(inputUrl(makeFinding({ input }))).toBeNull();
  });
});

describe("addressOf()", () => {
  it("counts what has no input, what has no address, and the buckets of what has one", () => {
    const counts = emptyCounts();
    addressOf(makeFinding({ input: null }), counts);
    addressOf(makeFinding({ input: { ...place, object: "from?[cut:0123456789ab]" } }), counts);
    addressOf(makeFinding({ input: { bucket: null, region: null, object: "a" } }), counts);
    expect(counts).toMatchObject({ withoutInput: 1, withoutAddress: 1, buckets: new Set(["photos-1250000000"]) });
  });
});

describe("withAddress()", () => {
  it("lets jobs pass whose input has an address", async () => {
    const jobs = [makeFinding({ jobId: "j1", input: null }), makeFinding({ jobId: "j2" })];
    const kept: string[] = [];
    async function* all() {
      yield* jobs;
    }
    for await (const { jobId } of withAddress(all(), emptyCounts())) kept.push(jobId);
    expect(kept).toEqual(["j2"]);
  });
});
