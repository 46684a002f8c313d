import { describe, expect, it } from "vitest";
import { safeText } from "../../lib/core/safe-text.ts";

describe("safeText", () => {
  it.each([
    ["\u001b[31mred\u001b[0m", "\\u{1b}[31mred\\u{1b}[0m"],
    ["\u009b31m", "\\u{9b}31m"],
    ["a\nb\tc\r", "a\\u{a}b\\u{9}c\\u{d}"],
    ["invoice\u202egpj.exe", "invoice\\u{202e}gpj.exe"],
    ["\u2066a\u2069 \u200f", "\\u{2066}a\\u{2069} \\u{200f}"],
    ["a\u2028b", "a\\u{2028}b"],
    ["\u{e0041}", "\\u{e0041}"],
    ["\ud83d", "\\u{d83d}"],
    ["相册/😀 & <原图>", "相册/😀 & <原图>"],
  ])("shows %j as %s", (text, shown) => {
    expect(safeText(text)).toBe(shown);
  });
});
