import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gunzip, gzip } from "../../lib/core/gzip.ts";

const text = Buffer.from("a line\n".repeat(1_000));

describe("gzip()", () => {
  it("packs without a time or a system in its header", () => {
    const packed = gzip(text);
    expect(gunzipSync(packed).equals(text)).toBe(true);
    expect(packed.readUInt32LE(4)).toBe(0);
    expect(packed[9]).toBe(255);
    expect(packed.equals(gzip(text))).toBe(true);
  });

  it("takes the fastest level, as its header says", () => {
    // RFC 1952: byte 8 is 4 where the compressor used its fastest algorithm.
    expect(gzip(text)[8]).toBe(4);
  });
});

describe("gunzip()", () => {
  it("unpacks what is as long as allowed and refuses what is longer", () => {
    expect(gunzip(gzip(text), text.length).equals(text)).toBe(true);
    expect(() => gunzip(gzip(text), text.length - 1)).toThrow(RangeError);
  });

  it("refuses what is cut short, changed or no gzip", () => {
    const packed = gzip(text);
    expect(() => gunzip(packed.subarray(0, -5), text.length)).toThrow();
    expect(() => gunzip(text, text.length)).toThrow();
    const changed = Buffer.from(packed);
    changed.writeUInt8(changed.readUInt8(changed.length - 6) ^ 1, changed.length - 6);
    expect(() => gunzip(changed, text.length)).toThrow();
  });
});
