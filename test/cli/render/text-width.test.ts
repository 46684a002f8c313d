import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shorten, textWidth } from "../../../cli/render/text-width.ts";

describe("textWidth", () => {
  it.each([
    ["", 0],
    ["photos", 6],
    ["源文件", 6],
    ["，（）", 6],
    ["한국", 4],
    ["ｱ", 1],
    ["😀", 2],
    ["𠀀", 2],
    ["é", 1],
    ["e\u0301", 1],
    ["…", 1],
  ])("of %j is %d", (text, width) => {
    expect(textWidth(text)).toBe(width);
  });
});

describe("shorten", () => {
  it.each([
    ["photos", 6, "photos"],
    ["photos", 5, "phot…"],
    ["源文件", 6, "源文件"],
    ["源文件", 5, "源文…"],
    ["源文件", 4, "源…"],
    ["a😀b", 3, "a…"],
    ["photos", 1, "…"],
  ])("cuts %j to %d columns: %s", (text, width, shown) => {
    expect(shorten(text, width)).toBe(shown);
  });

  it("never takes more room than it may, and keeps what fits", () => {
    const character = fc.constantFrom("a", "源", "😀", "e\u0301", "-");
    fc.assert(
      fc.property(fc.array(character), fc.integer({ min: 1, max: 12 }), (characters, width) => {
        const text = characters.join("");
        const short = shorten(text, width);
        expect(textWidth(short)).toBeLessThanOrEqual(width);
        expect(short === text).toBe(textWidth(text) <= width);
        expect(text.startsWith(short.replace(/…$/, ""))).toBe(true);
      }),
    );
  });
});
