import { describe, expect, it } from "vitest";
import { hangText, wrapText } from "../../../cli/render/wrap.ts";

describe("wrapText", () => {
  it("breaks between words, and counts Chinese characters as two columns", () => {
    expect(wrapText("one two 缩略图 three", 10, "  ")).toBe("  one two\n  缩略图\n  three");
    expect(wrapText("one two", 9, "  ")).toBe("  one two");
  });

  it("gives a word that is too wide a line of its own", () => {
    expect(wrapText("a 0123456789 b", 6, "")).toBe("a\n0123456789\nb");
  });
});

describe("hangText", () => {
  it("indents what follows the first line by two columns more", () => {
    expect(hangText("one two three", 9, "  ")).toBe("  one\n    two\n    three");
    expect(hangText("one", 9, "")).toBe("one");
  });
});
