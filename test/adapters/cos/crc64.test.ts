import { describe, expect, it } from "vitest";
import { crc64 } from "../../../lib/adapters/cos/crc64.ts";

describe("crc64()", () => {
  it("gives the published check value of CRC-64/XZ", () => {
    expect(crc64(Buffer.from("123456789"))).toBe(0x995dc9bbdf1939fan.toString());
  });

  it("is 0 for nothing", () => {
    expect(crc64(Buffer.alloc(0))).toBe("0");
  });

  it("follows the definition bit by bit for every byte", () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    expect(crc64(bytes)).toBe(byDefinition(bytes).toString());
  });
});

/** One bit at a time, in 64-bit arithmetic. */
function byDefinition(bytes: Uint8Array): bigint {
  const ones = 0xffffffffffffffffn;
  let crc = ones;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1n ? (crc >> 1n) ^ 0xc96c5795d7870f42n : crc >> 1n;
  }
  return crc ^ ones;
}
