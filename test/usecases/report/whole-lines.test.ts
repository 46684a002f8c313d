import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wholeLines, wholeLinesInPlace } from "../../../lib/usecases/report/whole-lines.ts";

const tooLong = () => new Error("too long");

async function* pieces(bytes: Buffer, sizes: readonly number[]) {
  for (let from = 0, index = 0; from < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

describe.each([
  ["wholeLines()", wholeLines],
  ["wholeLinesInPlace()", wholeLinesInPlace],
])("%s", (_, cut) => {
  it("gives whole lines only, all of them, wherever the pieces are cut, and nothing behind the last", async () => {
    const text = fc.array(fc.constantFrom("\n", "a", "图", "long ".repeat(9)), { maxLength: 40 });
    const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(text, sizes, async (parts, each) => {
        const bytes = Buffer.from(parts.join(""));
        const given: Buffer[] = [];
        for await (const chunk of cut(pieces(bytes, each), tooLong)) given.push(Buffer.from(chunk));
        expect(Buffer.concat(given)).toEqual(bytes.subarray(0, bytes.lastIndexOf("\n") + 1));
        expect(given.filter((chunk) => chunk.at(-1) !== 0x0a)).toEqual([]);
      }),
    );
  });

  it("refuses a line without an end before it fills the memory", async () => {
    const endless = pieces(Buffer.alloc(70 << 20, "x"), [1 << 20]);
    await expect(cut(endless, tooLong).next()).rejects.toThrow("too long");
  });
});

describe("wholeLinesInPlace()", () => {
  it("gives all of it in one memory", async () => {
    const bytes = Buffer.from("ab\ncd\n".repeat(1000));
    const memories = new Set<ArrayBufferLike>();
    for await (const chunk of wholeLinesInPlace(pieces(bytes, [50]), tooLong)) memories.add(chunk.buffer);
    expect(memories.size).toBe(1);
  });
});
