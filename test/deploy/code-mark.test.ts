import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeMark, readCodeMark, withCodeMark } from "../../deploy/code-mark.ts";

const sha256 = `0123456789ab${"f".repeat(52)}`;

describe("withCodeMark()", () => {
  it("ends a description in letters that the platform takes", () => {
    expect(withCodeMark("Audits, every night.", sha256)).toBe("Audits, every night. Code 0123456789ab.");
    expect(withCodeMark("", sha256)).toBe("Code 0123456789ab.");
  });

  it("is read back, whatever stands before it", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."aB9 ,.\nCode 图") });
    fc.assert(
      fc.property(letters, (text) => {
        const description = text.trimStart();
        expect(readCodeMark(withCodeMark(description, sha256))).toEqual({ description, code: codeMark(sha256) });
      }),
    );
  });
});

describe("readCodeMark()", () => {
  it.each(["", "Audits.", "Code 0123456789ab. And more", "Code 0123456789AB.", "Barcode 0123456789ab."])(
    "finds none in %j",
    (text) => {
      expect(readCodeMark(text)).toEqual({ description: text, code: null });
    },
  );
});
