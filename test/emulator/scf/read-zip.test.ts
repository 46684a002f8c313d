import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readZip } from "../../../emulator/scf/read-zip.ts";

const content = Buffer.from("exports.main_handler = () => 1;\n".repeat(20));

function read(zip: Uint8Array, maxBytes = 1e6) {
  return () => readZip(zip, maxBytes);
}

type Place = readonly [signature: string, offset: number];

function changed(zip: Uint8Array, [signature, offset]: Place, byte: number): Uint8Array {
  const copy = Buffer.from(zip);
  copy[copy.indexOf(Buffer.from(signature, "latin1")) + offset] = byte;
  return copy;
}

describe("readZip()", () => {
  it("reads what another library has written, packed or not", () => {
    const file = fc.tuple(fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8}\.js)?$/), fc.uint8Array({ maxLength: 300 }));
    fc.assert(
      fc.property(fc.array(file, { maxLength: 5 }), fc.constantFrom(0, 9), fc.string(), (files, level, comment) => {
        const given = Object.fromEntries(files);
        const zip = zipSync(given, { level, comment });
        const seen = [...readZip(zip, 1e6)].map(([path, bytes]) => [path, Buffer.from(bytes)]);
        expect(seen).toEqual(Object.entries(given).map(([path, bytes]) => [path, Buffer.from(bytes)]));
      }),
    );
  });

  it("reads an archive that lies inside of other bytes, and one with bytes behind its end", () => {
    const zip = zipSync({ "index.js": content });
    const inside = Buffer.concat([Buffer.alloc(3), zip]).subarray(3);
    expect([...readZip(inside, 1e6).keys()]).toEqual(["index.js"]);
    expect([...readZip(Buffer.concat([zip, Buffer.alloc(100)]), 1e6).keys()]).toEqual(["index.js"]);
  });

  it("leaves folders out", () => {
    expect([...readZip(zipSync({ "lib/": new Uint8Array(), "lib/a.js": content }), 1e6).keys()]).toEqual(["lib/a.js"]);
  });

  it.each(["../index.js", "lib/../../index.js", "/etc/index.js", "..", "lib\\index.js"])(
    "refuses the path %s",
    (path) => {
      expect(read(zipSync({ [path]: content }))).toThrow(/leads out of its folder/);
    },
  );

  it("refuses what would take too much, and takes what just fits", () => {
    const zip = zipSync({ "a.js": content, "b.js": content });
    expect(readZip(zip, 2 * content.length).size).toBe(2);
    expect(read(zip, 2 * content.length - 1)).toThrow(/files have 1280 bytes of 1279/);
  });

  it("refuses what is no archive, and each cut of one", () => {
    const zip = zipSync({ "index.js": content });
    expect(read(new Uint8Array())).toThrow("it has no directory");
    expect(read(Buffer.from("#!/bin/sh, and nothing of an archive"))).toThrow("it has no directory");
    for (let length = 0; length < zip.length; length += 1) {
      expect(read(zip.subarray(0, length))).toThrow(expect.objectContaining({ name: "ZipError" }));
      if (length > 0) expect(read(zip.subarray(length))).toThrow(expect.objectContaining({ name: "ZipError" }));
    }
  });

  it.each([
    { what: "its directory", at: ["PK\x01\x02", 0], byte: 0, message: "its directory is damaged" },
    { what: "its checksum", at: ["PK\x01\x02", 16], byte: 1, message: "index.js is damaged" },
    { what: "its size", at: ["PK\x01\x02", 24], byte: 255, message: "index.js is damaged" },
    { what: "the way it is packed", at: ["PK\x01\x02", 10], byte: 12, message: "in a way that is not known here" },
    { what: "where a file is", at: ["PK\x01\x02", 42], byte: 1, message: "index.js is not where it should be" },
    { what: "what is packed", at: ["PK\x03\x04", 38], byte: 255, message: "it is cut off or damaged" },
  ] as const)("refuses an archive of which $what was changed", ({ at, byte, message }) => {
    expect(read(changed(zipSync({ "index.js": content }), at, byte))).toThrow(message);
  });

  it("unpacks no more than an entry says that it holds", () => {
    const zip = changed(zipSync({ "index.js": content }), ["PK\x01\x02", 25], 0);
    expect(read(zip)).toThrow(expect.objectContaining({ name: "ZipError" }));
  });
});
