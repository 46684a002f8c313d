import { describe, expect, it } from "vitest";
import { longestPattern, namesOf, parsePattern } from "../../../../lib/core/fingerprint/rules/pattern.ts";

describe("parsePattern", () => {
  it("reads literals and wildcards", () => {
    expect(parsePattern("decode **.{extension} of shard-*")).toEqual({
      parts: [
        { literal: "decode " },
        { wild: "any", name: null },
        { literal: "." },
        { wild: "word", name: "extension" },
        { literal: " of shard-" },
        { wild: "word", name: null },
      ],
    });
  });

  it("takes what a backslash stands before as it is, and plain characters for full-width ones", () => {
    expect(parsePattern("2\\*3 \\{x\\} \\\\")).toEqual({ parts: [{ literal: "2*3 {x} \\" }] });
    expect(parsePattern("失败：ＨＴＴＰ：")).toEqual({ parts: [{ literal: "失败: HTTP:" }] });
  });

  it.each(["", "*", "**", "{a}", "- *", "a***", "a*{b}", "{b}*a", "a{b", "a}b", "a{B}", "a{}", "{x} a {x}", "a\\"])(
    "refuses %j",
    (text) => {
      expect(parsePattern(text)).toBeNull();
    },
  );

  it("has bounds", () => {
    expect(parsePattern("a".repeat(longestPattern))).not.toBeNull();
    expect(parsePattern("a".repeat(longestPattern + 1))).toBeNull();
    expect(parsePattern("a*".repeat(8))).not.toBeNull();
    expect(parsePattern("a*".repeat(9))).toBeNull();
  });
});

describe("namesOf", () => {
  it("are those of the named parts, in order", () => {
    expect([parsePattern("a {b} * {cD}"), parsePattern("a")].map((pattern) => pattern && namesOf(pattern))).toEqual([
      ["b", "cD"],
      [],
    ]);
  });
});
