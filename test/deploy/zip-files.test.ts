import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ZippedFile, zipFiles } from "../../deploy/zip-files.ts";

/** As .ZIP File Format Specification 6.3.10 has it, from the central directory. */
function entriesOf(zip: Uint8Array) {
  const bytes = Buffer.from(zip);
  const end = bytes.length - 22;
  expect(bytes.readUInt32LE(end)).toBe(0x06054b50);
  let at = bytes.readUInt32LE(end + 16);
  return Array.from({ length: bytes.readUInt16LE(end + 10) }, () => {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const entry = {
      name: bytes.toString("utf8", at + 46, at + 46 + nameLength),
      contents: inflateRawSync(bytes.subarray(data, data + bytes.readUInt32LE(at + 20))),
      system: bytes[at + 5],
      mode: (bytes.readUInt32LE(at + 38) >>> 16).toString(8),
      dates: [bytes.readUInt32LE(at + 12), bytes.readUInt32LE(local + 10)],
    };
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    return entry;
  });
}

const files: readonly ZippedFile[] = [
  { name: "index.js", contents: Buffer.from("exports.main_handler = () => 1;\n".repeat(100)) },
  { name: "job-audit.yaml", contents: Buffer.from("regions: [ap-chongqing]\n") },
];

describe("zipFiles()", () => {
  it("packs files in order, readable for all and of one fixed day", () => {
    // Day 2 and month 1 of the year 1980, which is year 0, at midnight.
    const secondOfJanuary = ((0 << 9) | (1 << 5) | 2) << 16;
    expect(entriesOf(zipFiles(files))).toEqual(
      files.map(({ name, contents }) => ({
        name,
        contents,
        system: 3,
        mode: "100644",
        dates: [secondOfJanuary, secondOfJanuary],
      })),
    );
  });

  it("compresses", () => {
    expect(zipFiles(files).length).toBeLessThan(500);
  });

  it("gives back what was put in, whatever that is", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), (contents) => {
        const [entry] = entriesOf(zipFiles([{ name: "index.js", contents }]));
        expect(entry?.contents).toEqual(Buffer.from(contents));
      }),
    );
  });
});
