import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StoreError } from "../../../lib/core/errors.ts";
import { sha256Hex } from "../../../lib/core/hash.ts";
import { filesOf, readChunks, readRows, type StoredFile } from "../../../lib/usecases/report/read-lines.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { memoryStore } from "../../fakes/memory-store.ts";

const signal = new AbortController().signal;

function stored(text: string, key = "v1/x/part.jsonl.gz") {
  const bytes = gzipSync(text);
  const file: StoredFile = {
    key,
    bytes: bytes.length,
    rows: text.split("\n").length - 1,
    sha256: sha256Hex(bytes),
    uncompressedBytes: Buffer.byteLength(text),
    uncompressedSha256: sha256Hex(Buffer.from(text)),
  };
  return { file, bytes };
}

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

function storeOf(...files: { file: StoredFile; bytes: Uint8Array }[]) {
  const store = memoryStore();
  for (const { file, bytes } of files) store.objects.set(file.key, bytes);
  return store;
}

describe("readChunks()", () => {
  it("gives whole lines only, all of them, also when a file is longer than a chunk", async () => {
    const line = fc.string({ maxLength: 40 }).map((text) => text.replaceAll("\n", " "));
    const lines = fc.tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom(1, 2000));
    await fc.assert(
      fc.asyncProperty(lines, async ([some, times]) => {
        const text = Array.from({ length: times }, () => some.map((each) => `${each}\n`).join("")).join("");
        const part = stored(text);
        const chunks = await collect(readChunks(storeOf(part), part.file, signal));
        expect(Buffer.concat(chunks).toString("utf8")).toBe(text);
        for (const chunk of chunks) expect(chunk.at(-1)).toBe(0x0a);
      }),
      { numRuns: 40 },
    );
  });

  it("unpacks a piece at a time", async () => {
    const part = stored(`${"x".repeat(99)}\n`.repeat(100_000));
    const chunks = await collect(readChunks(storeOf(part), part.file, signal));
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(1 << 19);
  });

  it("refuses a file that is missing, names it, and says where", async () => {
    const { file } = stored("{}\n");
    const read = collect(readChunks(memoryStore(), file, signal));
    await expect(read).rejects.toThrow("memory:reports/v1/x/part.jsonl.gz is missing");
    await expect(read).rejects.toBeInstanceOf(StoreError);
  });

  it("refuses a file that was changed before anything of it is told", async () => {
    const { file } = stored("{}\n");
    const chunks = readChunks(storeOf({ file, bytes: gzipSync("[]\n") }), file, signal);
    await expect(chunks.next()).rejects.toThrow("was changed since it was committed");
  });

  it("refuses a file that does not hold what its manifest says", async () => {
    const { file, bytes } = stored("{}\n");
    const other = { ...file, uncompressedSha256: "0".repeat(64) };
    await expect(collect(readChunks(storeOf({ file, bytes }), other, signal))).rejects.toThrow("does not hold what");
  });
});

describe("readChunks() on a file that somebody made", () => {
  const sizes = { rows: 1, uncompressedSha256: "0".repeat(64) };

  function fileOf(bytes: Uint8Array, uncompressedBytes: number) {
    const key = "v1/x/part.jsonl.gz";
    const file: StoredFile = { ...sizes, key, bytes: bytes.length, sha256: sha256Hex(bytes), uncompressedBytes };
    return { file, bytes };
  }

  /** How many bytes were given before it was refused. */
  async function readUntilRefused({ file, bytes }: ReturnType<typeof fileOf>): Promise<number> {
    let given = 0;
    const reading = (async () => {
      for await (const chunk of readChunks(storeOf({ file, bytes }), file, signal)) given += chunk.length;
    })();
    await expect(reading).rejects.toThrow("v1/x/part.jsonl.gz does not hold what its manifest says");
    await expect(reading).rejects.toBeInstanceOf(StoreError);
    return given;
  }

  it("stops unpacking where there is more than the manifest says", async () => {
    const bomb = gzipSync(Buffer.alloc(256 << 20, "x\n"));
    expect(bomb.length).toBeLessThan(1 << 20);
    expect(await readUntilRefused(fileOf(bomb, 1_000))).toBe(0);
    expect(await readUntilRefused(fileOf(bomb, 100_000))).toBeLessThanOrEqual(100_000);
  });

  it("takes no line of more than 64 MiB", async () => {
    const line = gzipSync(Buffer.alloc((64 << 20) + 8_192, "x"));
    expect(await readUntilRefused(fileOf(line, 1 << 30))).toBe(0);
  });

  it.each([
    ["no gzip", Buffer.from("{}\n")],
    ["nothing", Buffer.alloc(0)],
    ["half a gzip", gzipSync("{}\n".repeat(99)).subarray(0, 24)],
  ])("refuses %s", async (_, bytes) => {
    await readUntilRefused(fileOf(bytes, 1_000));
  });
});

describe("readRows()", () => {
  it("gives the rows of all files in their order", async () => {
    const first = stored('{"schema":"a/v1","n":1}\n{"schema":"a/v1","n":2}\n', "v1/x/0.gz");
    const second = stored('{"schema":"a/v1","n":3}\n', "v1/x/1.gz");
    const files = [first.file, second.file];
    const rows = await collect(readRows(storeOf(first, second), files, "a/v1", signal));
    expect(rows).toEqual([1, 2, 3].map((n) => ({ schema: "a/v1", n })));
  });

  it.each(['{"schema":"a/v2"}', "null", "1", "[]", "{", "[".repeat(200_000), '{"__proto__":{"schema":"a/v1"}}'])(
    "refuses rows of another version, and what is no row at all: %.40s",
    async (line) => {
      const part = stored(`${line}\n`);
      await expect(collect(readRows(storeOf(part), [part.file], "a/v1", signal))).rejects.toThrow(
        "was written by another version of this program",
      );
    },
  );
});

describe("filesOf()", () => {
  it("keeps the order in which the files of one dataset were written", () => {
    const files = (["groups", "findings", "groups"] as const).map((dataset, index) => ({
      dataset,
      ...stored("{}\n", `v1/${index}`).file,
    }));
    expect(filesOf(aManifest({ files }), "groups").map(({ key }) => key)).toEqual(["v1/0", "v1/2"]);
  });
});
