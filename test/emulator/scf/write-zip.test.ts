import fc from "fast-check";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readZip } from "../../../emulator/scf/read-zip.ts";
import { writeZip } from "../../../emulator/scf/write-zip.ts";

const path = fc.oneof(fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,8}\.js)?$/), fc.constant("图.json"));
const files = fc.dictionary(path, fc.uint8Array({ maxLength: 300 }), { maxKeys: 5 });

function told(entries: Iterable<readonly [string, Uint8Array]>) {
  return [...entries].map(([name, bytes]) => [name, Buffer.from(bytes).toString("hex")]);
}

describe("writeZip()", () => {
  it("writes what another library reads, and what the platform reads", () => {
    fc.assert(
      fc.property(files, (given) => {
        const zip = writeZip(given);
        expect(told(Object.entries(unzipSync(zip)))).toEqual(told(Object.entries(given)));
        expect(told(readZip(zip, 1e6))).toEqual(told(Object.entries(given)));
      }),
    );
  });
});
