import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkTarget, literalEmphasis, literalText } from "../../../lib/adapters/sinks/literal-text.ts";

describe("literalText", () => {
  it.each([
    ["uploads/my_file_1.jpg", "uploads/my_file_1.jpg"],
    ["_private_ __x__ a_ _b", "＿private＿ ＿＿x＿＿ a＿ ＿b"],
    ["图_片", "图_片"],
    ["<@all> @all [x](http://a)", "＜＠all＞ ＠all ［x］(http://a)"],
    ["**bold** `code` ~~no~~", "＊＊bold＊＊ ｀code｀ ～～no～～"],
    ["# heading", "＃ heading"],
    ["- a-b", "－ a-b"],
    ["+1", "＋1"],
    ["=====", "＝===="],
    ["&lt;at id=all&gt; a\\*b |", "＆lt;at id=all＆gt; a＼＊b ｜"],
    ["", ""],
  ])("makes of %j what reads the same and is no markup", (text, literal) => {
    expect(literalText(text)).toBe(literal);
  });

  it("leaves no sign of any markup, and nothing that could call somebody", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."*_~`[]<>&#|\\@-+= ab猫1") }), (text) => {
        const literal = literalText(text);
        expect(literal).not.toMatch(/[*~`[\]<>&#|\\@]|^[-+=]|(?:^|\s)_|_(?:\s|$)/);
        expect(Array.from(literal).length).toBe(Array.from(text).length);
      }),
    );
  });
});

describe("literalEmphasis", () => {
  it("leaves what entities are for", () => {
    expect(literalEmphasis("*a* <b> & _c_ d_e ~f~ `g`")).toBe("＊a＊ <b> & ＿c＿ d_e ～f～ ｀g｀");
  });
});

describe("linkTarget", () => {
  it("holds nothing that ends a link", () => {
    expect(linkTarget("https://h/a(1)/<b>|c d")).toBe("https://h/a%281%29/%3Cb%3E%7Cc%20d");
    expect(linkTarget("https://h/family=pic/date=2026-11-21/report.html")).toBe(
      "https://h/family=pic/date=2026-11-21/report.html",
    );
  });
});
