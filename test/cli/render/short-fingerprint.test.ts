import { describe, expect, it } from "vitest";
import { shortFingerprint } from "../../../cli/render/short-fingerprint.ts";

describe("shortFingerprint()", () => {
  it.each([
    ["v1:0123456789abcdef0123456789abcdef", "v1:0123456789"],
    ["v2+0a0b0c0d:0123456789abcdef0123456789abcdef", "v2+0a0b0c0d:0123456789"],
    ["v12:0123456789abcdef0123456789abcdef", "v12:0123456789"],
  ])("keeps the version of %s", (fingerprint, short) => {
    expect(shortFingerprint(fingerprint)).toBe(short);
  });
});
