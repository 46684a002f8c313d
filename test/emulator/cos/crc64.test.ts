import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc64 } from "../../../emulator/cos/crc64.ts";

describe("crc64()", () => {
  it("has the published check value of CRC-64/XZ", () => {
    expect(crc64(Buffer.from("123456789"))).toBe(0x995dc9bbdf1939fan);
  });

  it("is zero for no bytes at all", () => {
    expect(crc64(Buffer.alloc(0))).toBe(0n);
  });

  it("is what dividing bit by bit gives, at every length and offset", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(9), (bytes, offset) => {
        const cut = bytes.subarray(offset);
        expect(crc64(cut)).toBe(bitByBit(cut));
      }),
    );
  });

  it("goes on from the checksum of the bytes before", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(40), (bytes, at) => {
        expect(crc64(bytes.subarray(at), crc64(bytes.subarray(0, at)))).toBe(crc64(bytes));
      }),
    );
  });
});

/** The definition: polynomial 0x42F0E1EBA9EA3693, bits of a byte and of the result reversed, all ones in and out. */
function bitByBit(bytes: Uint8Array): bigint {
  let value = 0xffffffffffffffffn;
  for (const byte of bytes) {
    value ^= BigInt(Number.parseInt(byte.toString(2).padStart(8, "0").split("").reverse().join(""), 2)) << 56n;
    for (let bit = 0; bit < 8; bit += 1) {
      value = BigInt.asUintN(64, value << 1n) ^ (value >> 63n ? 0x42f0e1eba9ea3693n : 0n);
    }
  }
  return BigInt(`0b${(value ^ 0xffffffffffffffffn).toString(2).padStart(64, "0").split("").reverse().join("")}`);
}
