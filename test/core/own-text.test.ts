import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownText } from "../../lib/core/own-text.ts";

describe("ownText()", () => {
  it("changes no text, not even half a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(ownText(text)).toBe(text);
      }),
    );
    expect(ownText("a\uD800b")).toBe("a\uD800b");
    expect(ownText("")).toBe("");
  });
});
