import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleIndexes } from "../../lib/core/sample-indexes.ts";

const seed = fc.stringMatching(/^[0-9a-f]{64}$/);

describe("sampleIndexes()", () => {
  it("takes as many as are asked for, ascending and each once, one of every stretch", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 40 }), seed, (count, size, hash) => {
        const taken = sampleIndexes(count, size, hash);
        expect(taken).toHaveLength(Math.min(count, size));
        for (const [index, each] of taken.entries()) {
          expect(each).toBeGreaterThanOrEqual(Math.floor((index * count) / taken.length));
          expect(each).toBeLessThan(Math.floor(((index + 1) * count) / taken.length));
        }
      }),
    );
  });

  it("takes all where as many are asked for, and none of nothing", () => {
    expect(sampleIndexes(4, 12, "ab".repeat(32))).toEqual([0, 1, 2, 3]);
    expect(sampleIndexes(3, Number.POSITIVE_INFINITY, "ab".repeat(32))).toEqual([0, 1, 2]);
    expect(sampleIndexes(0, 12, "ab".repeat(32))).toEqual([]);
    expect(sampleIndexes(5, 0, "ab".repeat(32))).toEqual([]);
  });

  it("meets different hours of the scopes, though each scope has the same ones", () => {
    const hours = sampleIndexes(24 * 12, 12, "0123456789".padEnd(64, "0")).map((line) => line % 24);
    expect(new Set(hours).size).toBeGreaterThan(9);
  });

  it("is the same in every version: what was sampled can be sampled again", () => {
    // Python: i * 125 + floor((0x89abcdef / 2**32 + i * (5**0.5 - 1) / 2) % 1 * 125), for i from 0 to 7
    expect(sampleIndexes(1_000, 8, "89abcdef".repeat(8))).toEqual([67, 144, 346, 423, 501, 703, 780, 983]);
  });

  it("is decided by the seed alone", () => {
    const of = (hash: string) => sampleIndexes(240, 12, hash.repeat(32));
    expect(of("ab")).toEqual(of("ab"));
    expect(of("ab")).not.toEqual(of("10"));
  });
});
