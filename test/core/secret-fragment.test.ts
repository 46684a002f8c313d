import { describe, expect, it } from "vitest";
import { firstSecretAt } from "../../lib/core/secret-fragment.ts";

describe("firstSecretAt()", () => {
  it.each([
    ["/a/token=abc/sign:abcdefghijklmnopqrst", "abc/sign"],
    ["/a/sign:abcdefghijklmnopqrst/token=abc", "abcdefghijklmnopqrst/token"],
    ["/a/sign:abcdefghijklmnopqrst", "abcdefghijklmnopqrst"],
  ])("is where the first value begins: %s", (text, value) => {
    expect(firstSecretAt(text)).toBe(text.indexOf(value));
  });

  it("is the text's end where there is none", () => {
    expect(firstSecretAt("/a/cat.jpg")).toBe(10);
  });
});
