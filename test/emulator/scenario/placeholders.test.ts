import { describe, expect, it } from "vitest";
import {
  fillByChance,
  fillPlaceholders,
  type TextFacts,
  unknownPlaceholders,
} from "../../../emulator/scenario/placeholders.ts";
import { createRandom } from "../../../emulator/scenario/random.ts";

const facts: TextFacts = {
  input: "相册/a & b.jpg",
  output: "out/1.webp",
  bucket: "photos-1250000000",
  region: "ap-chongqing",
  operation: "imageMogr2/rotate/90",
  createdAt: 1_795_000_000_000,
};

function fill(text: string): string {
  return fillPlaceholders(text, facts, createRandom(1, "text"));
}

describe("fillPlaceholders", () => {
  it("puts facts of the job where their names stand", () => {
    expect(fill("读取 {input} → {output} in {bucket} ({region}): {operation}")).toBe(
      "读取 相册/a & b.jpg → out/1.webp in photos-1250000000 (ap-chongqing): imageMogr2/rotate/90",
    );
  });

  it("draws digits, ids, addresses and request ids in their forms", () => {
    expect(fill("{hex:5}|{hex:40}")).toMatch(/^[0-9a-f]{5}\|[0-9a-f]{40}$/);
    expect(fill("{uuid}")).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(fill("{ip}")).toMatch(/^10(\.\d{1,3}){3}$/);
    const requestId = Buffer.from(fill("{requestId}"), "base64").toString();
    expect(requestId).toMatch(/^[0-9a-f]{8}_[0-9a-f]{8}_[0-9a-f]{4}_$/);
  });

  it("draws whole numbers of a range, both ends included, in either order", () => {
    const random = createRandom(1, "range");
    for (const text of ["{int:4-6}", "{int:6-4}"]) {
      const drawn = Array.from({ length: 60 }, () => fillPlaceholders(text, facts, random));
      expect(new Set(drawn)).toEqual(new Set(["4", "5", "6"]));
    }
  });

  it("makes a presigned address of the input, valid for an hour", () => {
    const url = new URL(fill("{url}"));
    expect(url.host).toBe("photos-1250000000.cos.ap-chongqing.myqcloud.com");
    expect(decodeURIComponent(url.pathname)).toBe("/相册/a & b.jpg");
    expect(url.searchParams.get("q-sign-time")).toBe("1795000000;1795003600");
    expect(url.searchParams.get("q-ak")).toMatch(/^AKID[0-9a-f]{32}$/);
    expect(url.searchParams.get("q-signature")).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe("fillByChance", () => {
  it("fills what chance gives, and leaves all else as it is", () => {
    expect(fillByChance("heic/{hex:12}/IMG_{int:10-99}.heic", createRandom(1, "key"))).toMatch(
      /^heic\/[0-9a-f]{12}\/IMG_\d\d\.heic$/,
    );
    expect(fillByChance("{input}", createRandom(1, "key"))).toBe("{input}");
  });
});

describe("unknownPlaceholders", () => {
  it("finds nothing in texts whose braces are all known", () => {
    expect(unknownPlaceholders("{input}{int:1-9} {hex:99}{url}, no braces")).toEqual([]);
  });

  it.each([
    ["{inptu} and {input}", ["{inptu}"]],
    ["{hex:0}{hex:100}{int:5}", ["{hex:0}", "{hex:100}", "{int:5}"]],
    ["an open { brace", ["{ brace"]],
    ["a closed } brace", ["}"]],
  ])("names the braces of %j", (text, pieces) => {
    expect(unknownPlaceholders(text)).toEqual(pieces);
  });
});
