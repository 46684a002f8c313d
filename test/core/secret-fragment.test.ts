import { describe, expect, it } from "vitest";
import { firstSecretAt, isSecretField } from "../../lib/core/secret-fragment.ts";

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

describe("isSecretField()", () => {
  it.each(["token", "x-cos-security-token", "secretKey", "Authorization", "q-ak", "sign", "pwd", "q-sign-time"])(
    "takes %s for the name of a secret",
    (name) => expect(isSecretField(name)).toBe(true),
  );

  it.each(["signal", "signals", "design", "significant", "sha256", "commit", "requestId"])(
    "takes %s for none",
    (name) => expect(isSecretField(name)).toBe(false),
  );
});
