import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PartContent, packParts, rowsPerPart } from "../../../lib/usecases/report/parts.ts";

function line(number: number): Buffer {
  return Buffer.from(`{"row":${number}}\n`);
}

function lines(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => line(index));
}

async function pack(chunks: Iterable<Buffer>, maxRows: number): Promise<PartContent[]> {
  const parts: PartContent[] = [];
  for await (const part of packParts(chunks, maxRows)) parts.push(part);
  return parts;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Joins whole lines into chunks of `sizes` lines each, over and over; a size of 0 is an empty chunk. */
function* chunked(all: readonly Buffer[], sizes: readonly number[]): Generator<Buffer> {
  let from = 0;
  for (let index = 0; from < all.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    yield Buffer.concat(all.slice(from, from + size));
    from += size;
  }
}

describe("packParts()", () => {
  it.each([
    [0, []],
    [1, [1]],
    [3, [3]],
    [4, [3, 1]],
    [6, [3, 3]],
    [7, [3, 3, 1]],
  ])("cuts %i rows after every third", async (count, rows) => {
    const parts = await pack(lines(count), 3);
    expect(parts.map((part) => part.rows)).toEqual(rows);
    expect(parts.map(({ bytes }) => gunzipSync(bytes).toString()).join("")).toBe(lines(count).join(""));
  });

  it("tells the hash and the length of what is stored and of what is in it", async () => {
    for (const part of await pack(lines(7), 3)) {
      const content = gunzipSync(part.bytes);
      expect(part).toMatchObject({
        sha256: sha256(part.bytes),
        uncompressedBytes: content.length,
        uncompressedSha256: sha256(content),
      });
    }
  });

  it("packs the same bytes however the lines are chunked", async () => {
    const sizes = fc.array(fc.constantFrom(0, 1, 2, 3, 9, 50), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.nat(4),
        fc.nat(8),
        sizes,
        async (maxRows, whole, rest, cut) => {
          const all = lines(maxRows * whole + (rest % maxRows));
          const parts = await pack(chunked(all, [...cut, 1]), maxRows);
          expect(parts).toEqual(await pack([Buffer.concat(all)], maxRows));
          expect(parts).toHaveLength(whole + (rest % maxRows === 0 ? 0 : 1));
        },
      ),
    );
  });

  it("packs the same bytes however a part of megabytes is chunked", async () => {
    const long = Array.from({ length: 12_000 }, (_, index) => {
      const noise = createHash("sha256").update(String(index)).digest("base64");
      return Buffer.from(
        `{"createdAt":"2026-11-20T16:00:00.000Z","jobId":"c${index}","message":"${noise.repeat(3)}"}\n`,
      );
    });
    const [whole] = await pack([Buffer.concat(long)], long.length);
    for (const sizes of [[1], [7, 190, 3], [4_000]]) {
      const parts = await pack(chunked(long, sizes), long.length);
      expect(parts.map((part) => part.sha256)).toEqual([whole?.sha256]);
    }
  });

  it("throws what its lines throw", async () => {
    function* broken(): Generator<Buffer> {
      yield line(1);
      throw new RangeError("lines ended");
    }
    await expect(pack(broken(), 3)).rejects.toThrow("lines ended");
  });
});

describe("rowsPerPart()", () => {
  it.each(["findings", "open", "regressions"])(
    "is a hundred thousand of %s, which are read a night at a time",
    (name) => {
      expect(rowsPerPart(name)).toBe(100_000);
    },
  );

  it.each(["groups", "carried", "amendments", "recoveries", "queues", "ledgers"])(
    "is ten thousand of %s, of which many nights are read side by side",
    (name) => {
      expect(rowsPerPart(name)).toBe(10_000);
    },
  );
});
