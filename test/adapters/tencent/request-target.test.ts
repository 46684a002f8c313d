import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestTarget } from "../../../lib/adapters/tencent/request-target.ts";

describe("requestTarget()", () => {
  it("sends the plus of a time zone as %2B and keeps the case of names", () => {
    const query = { startCreationTime: "2001-01-01T00:00:00+0800", tag: "PicProcess" };
    expect(requestTarget("/pic_jobs", query)).toBe(
      "/pic_jobs?startCreationTime=2001-01-01T00%3A00%3A00%2B0800&tag=PicProcess",
    );
  });

  it("sends a parameter without a value as a bare name", () => {
    expect(requestTarget("/a/b.json", { append: "", position: "0" })).toBe("/a/b.json?append&position=0");
  });

  it("has no question mark without parameters", () => {
    expect(requestTarget("/", {})).toBe("/");
  });

  it("keeps the slashes of a path and escapes the rest", () => {
    expect(requestTarget("/findings/date=2026-11-21/腾 (1)!'*.json", {})).toBe(
      "/findings/date%3D2026-11-21/%E8%85%BE%20%281%29%21%27%2A.json",
    );
  });

  it("arrives as it was meant, whatever the text", () => {
    const text = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(text, text, (segment, value) => {
        fc.pre(segment !== "." && segment !== "..");
        const url = new URL(`http://host${requestTarget(`/${segment}`, { name: value })}`);
        expect(decodeURIComponent(url.pathname)).toBe(`/${segment}`);
        expect(url.searchParams.get("name")).toBe(value);
      }),
    );
  });
});
