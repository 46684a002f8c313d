import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBody } from "../../../lib/adapters/tencent/read-body.ts";

async function* streamOf(chunks: readonly Uint8Array[], onGiven: () => void = () => undefined): AsyncGenerator<Buffer> {
  for (const chunk of chunks) {
    onGiven();
    yield Buffer.from(chunk);
  }
}

describe("readBody()", () => {
  it("gives what came, up to the limit, whatever the pieces", async () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(pieces, fc.integer({ min: 0, max: 80 }), async (chunks, maxBytes) => {
        const all = Buffer.concat(chunks);
        const totals: number[] = [];
        const { body, whole } = await readBody(streamOf(chunks), { maxBytes, onBytes: (total) => totals.push(total) });
        expect(body.equals(all.subarray(0, maxBytes))).toBe(true);
        expect(whole).toBe(all.length <= maxBytes);
        expect(totals.at(-1) ?? 0).toBe(body.length);
      }),
    );
  });

  it("asks for nothing behind the limit", async () => {
    let given = 0;
    const chunks = Array.from({ length: 100 }, () => Buffer.alloc(10));
    await readBody(
      streamOf(chunks, () => (given += 1)),
      { maxBytes: 25, onBytes: () => undefined },
    );
    expect(given).toBe(3);
  });

  it("reads into the room that it is given, and beyond it into memory of its own", async () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(pieces, fc.integer({ min: 0, max: 80 }), async (chunks, roomBytes) => {
        const all = Buffer.concat(chunks);
        const room = Buffer.alloc(roomBytes);
        const { body } = await readBody(streamOf(chunks), { maxBytes: 1_000, room, onBytes: () => undefined });
        expect(body.equals(all)).toBe(true);
        if (all.length > 0) expect(body.buffer === room.buffer).toBe(all.length <= roomBytes);
      }),
    );
  });
});
