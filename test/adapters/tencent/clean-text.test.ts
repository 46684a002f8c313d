import { describe, expect, it } from "vitest";
import { cleanText } from "../../../lib/adapters/tencent/clean-text.ts";

describe("cleanText()", () => {
  it("leaves plain text of either language as it is", () => {
    expect(cleanText("access denied 无权访问", 300)).toBe("access denied 无权访问");
  });

  it("takes out what moves a terminal, turns text around or is half a character", () => {
    expect(cleanText(" a\u001b[31mb\u202ec\ud800d\r\ne ", 300)).toBe("a [31mb c d e");
  });

  it("is bounded, and cuts secrets before it cuts to length", () => {
    expect(cleanText("x".repeat(400), 300)).toBe(`${"x".repeat(300)}…`);
    const signed = `${"x".repeat(20)} https://h.example/o?q-signature=made-up-signature`;
    expect(cleanText(signed, 60)).not.toContain("made-up");
  });
});
