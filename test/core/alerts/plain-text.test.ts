import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "../../../lib/core/alerts/plain-text.ts";

describe("plainText", () => {
  it.each([
    ["a\r\nb\tc\u2028d", "a b c d"],
    ["\u001b[31mred\u0007", "[31mred"],
    ["evil\u202egpj.exe", "evilgpj.exe"],
    ["zero\u200bwidth\ufeff", "zerowidth"],
    ["\ud800a\udc00", "a"],
    ["  图片 不存在  ", "图片 不存在"],
    ["\u0000", ""],
  ])("makes of %j one line that hides nothing", (text, plain) => {
    expect(plainText(text, 80)).toBe(plain);
  });

  it("cuts between characters, and says so", () => {
    expect(plainText("猫猫猫猫", 4)).toBe("猫猫猫猫");
    expect(plainText("🐱🐱🐱🐱🐱", 4)).toBe("🐱🐱🐱…");
    expect(plainText("x".repeat(10_000_000), 3)).toBe("xx…");
  });

  it("never holds a control, a format character, a lone surrogate, or more than asked for", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 30 }), (text, most) => {
        const plain = plainText(text, most);
        expect(plain).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(Array.from(plain).length).toBeLessThanOrEqual(most);
      }),
    );
  });
});
