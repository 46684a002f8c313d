import { parseXml } from "@rgrove/parse-xml";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { element, field } from "../../../emulator/cos/xml.ts";

describe("field()", () => {
  it("gives a parser back the text it was given, reserved characters and carriage returns too", () => {
    const texts = fc.string({ unit: fc.constantFrom("<", "&", '"', "'", ">", "\r", "\n", "]]>", "中", "😀", "a") });
    fc.assert(
      fc.property(texts, (text) => {
        expect(parseXml(field("Key", text)).text).toBe(text);
      }),
    );
  });

  it("replaces what XML cannot carry", () => {
    expect(field("Key", "a\u0000b\u001fc\uffffd\ud800")).toBe("<Key>a\ufffdb\ufffdc\ufffdd\ufffd</Key>");
  });

  it("writes numbers and truth values as words", () => {
    expect(field("MaxKeys", 1000) + field("IsTruncated", false)).toBe(
      "<MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>",
    );
  });
});

describe("element()", () => {
  it("is empty without content, and otherwise wraps its content in order", () => {
    expect(element("A", [])).toBe("<A/>");
    expect(element("A", [field("B", 1), field("C", 2)])).toBe("<A><B>1</B><C>2</C></A>");
  });
});
