import { describe, expect, it } from "vitest";
import { createSha256, sha256Hex } from "../../lib/core/hash.ts";

// FIPS 180-2, appendix B.1.
const ofAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

describe("sha256Hex", () => {
  it("agrees with the standard's example", () => {
    expect(sha256Hex("abc")).toBe(ofAbc);
  });

  it("takes text as UTF-8", () => {
    expect(sha256Hex("图")).toBe(sha256Hex(Uint8Array.of(0xe5, 0x9b, 0xbe)));
  });
});

describe("createSha256", () => {
  it("hashes the pieces as the whole", () => {
    const hash = createSha256();
    hash.update(Buffer.from("a"));
    hash.update(Buffer.from("bc"));
    expect(hash.hex()).toBe(ofAbc);
  });
});
