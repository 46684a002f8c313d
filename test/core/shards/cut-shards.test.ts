import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutShards, type ExpectedWindow, sumPages } from "../../../lib/core/shards/cut-shards.ts";
import { instancesFor, pagesPerInstance } from "../../../lib/core/shards/shard-budget.ts";
import { cutWindows } from "../../../lib/core/window.ts";
import { aScope, midnight } from "../../fakes/samples.ts";

const hourMs = 3_600_000;

function hours(pages: readonly number[]): ExpectedWindow[] {
  return pages.map((each, hour) => {
    const from = midnight + hour * hourMs;
    return { scope: aScope, window: { from, to: from + hourMs }, pages: each };
  });
}

/** Of an hour. */
function inThirds(windows: readonly ExpectedWindow[]): readonly (readonly number[])[] {
  return windows.map(({ window }) => [(window.from - midnight) / 1_200_000, (window.to - midnight) / 1_200_000]);
}

describe("cutShards()", () => {
  it("gives windows in turn to shards of about equal pages", () => {
    const shards = cutShards(hours([10, 10, 10, 20, 5, 5, 10]), { pagesPerShard: 30, most: 100 });
    expect(shards.map(sumPages)).toEqual([20, 30, 20]);
    expect(shards.map((shard) => shard.length)).toEqual([2, 2, 3]);
  });

  it("makes one shard of what one can read, and no more shards than are allowed", () => {
    expect(cutShards(hours([1, 2, 3]), { pagesPerShard: 6, most: 100 })).toHaveLength(1);
    expect(cutShards(hours(Array(24).fill(100)), { pagesPerShard: 10, most: 4 })).toHaveLength(4);
    expect(cutShards(hours([5]), { pagesPerShard: Number.POSITIVE_INFINITY, most: 4 })).toHaveLength(1);
  });

  it("cuts a window inside that is fuller than a shard", () => {
    const shards = cutShards(hours([1, 88, 1]), { pagesPerShard: 30, most: 100 });
    expect(shards.map(inThirds)).toEqual([
      [
        [0, 3],
        [3, 4],
      ],
      [[4, 5]],
      [
        [5, 6],
        [6, 9],
      ],
    ]);
  });

  it("cuts no second", () => {
    const second = { scope: aScope, window: { from: midnight, to: midnight + 1_000 }, pages: 1_000 };
    expect(cutShards([second], { pagesPerShard: 10, most: 100 })).toEqual([[second]]);
  });

  it("leaves nothing out, keeps the order, and makes no shard fuller than two shares but by one second", () => {
    const pages = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 40 });
    const sizes = fc.record({ pagesPerShard: fc.integer({ min: 1, max: 500 }), most: fc.integer({ min: 1, max: 60 }) });
    fc.assert(
      fc.property(pages, sizes, (expected, { pagesPerShard, most }) => {
        const windows = hours(expected);
        const shards = cutShards(windows, { pagesPerShard, most });
        expect(shards.length).toBeLessThanOrEqual(most);
        const edges = shards.flat().map(({ window }) => window);
        expect(edges[0]?.from).toBe(midnight);
        expect(edges.at(-1)?.to).toBe(midnight + expected.length * hourMs);
        for (const [index, { from, to }] of edges.entries()) {
          expect(from).toBeLessThan(to);
          expect(to % 1_000).toBe(0);
          if (index > 0) expect(from).toBe(edges[index - 1]?.to);
        }
        const total = expected.reduce((sum, each) => sum + each, 0);
        const share = total / Math.max(1, Math.min(most, Math.ceil(total / pagesPerShard)));
        for (const shard of shards) expect(sumPages(shard)).toBeLessThanOrEqual(2 * share + 2);
      }),
    );
  });
});

describe("pagesPerInstance()", () => {
  it("is bound by what takes longest: answers, CPU, or the rate", () => {
    // 700 s of 1000 s are for reading.
    expect(pagesPerInstance({ remainingMs: 1_000_000, concurrency: 1, maxRate: null })).toBe(2_800);
    expect(pagesPerInstance({ remainingMs: 1_000_000, concurrency: 256, maxRate: null })).toBe(175_000);
    expect(pagesPerInstance({ remainingMs: 1_000_000, concurrency: 256, maxRate: 10 })).toBe(7_000);
  });

  it("is one at the least, and without end where time is", () => {
    expect(pagesPerInstance({ remainingMs: -5, concurrency: 1, maxRate: null })).toBe(1);
    expect(pagesPerInstance({ remainingMs: Number.POSITIVE_INFINITY, concurrency: 1, maxRate: 1 })).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});

describe("cutWindows()", () => {
  it("cuts at what lies inside, once", () => {
    const windows = [
      { from: 0, to: 10 },
      { from: 10, to: 20 },
    ];
    expect(cutWindows(windows, [15, 0, 10, 12, 15, 20, 30])).toEqual([
      { from: 0, to: 10 },
      { from: 10, to: 12 },
      { from: 12, to: 15 },
      { from: 15, to: 20 },
    ]);
  });
});

describe("instancesFor()", () => {
  // 16 in flight at 250 ms: 64 pages a second for 70 % of 900 s.
  const limits = { remainingMs: 900_000, concurrency: 16, maxRate: null, most: 100, pagesPerShard: null };

  it("is none for a night that fits into one", () => {
    expect(instancesFor(40_320, limits)).toBe(0);
    expect(instancesFor(40, { ...limits, pagesPerShard: 40 })).toBe(0);
  });

  it("is one for each shard, and for each further one that a shard goes on in", () => {
    expect(instancesFor(40_321, limits)).toBe(2);
    expect(instancesFor(103_600, limits)).toBe(3);
    expect(instancesFor(41, { ...limits, pagesPerShard: 4 })).toBe(11);
    // Two shards of 60,000 pages, each of which takes two instances.
    expect(instancesFor(120_000, { ...limits, most: 2 })).toBe(4);
  });

  it("shares the rate out: what may be asked in an instance's time is less, the more there are", () => {
    // A second of 100 requests, over 10 shards: 10 for each, 6,300 in 630 s.
    expect(instancesFor(126_000, { ...limits, maxRate: 100, most: 10 })).toBe(20);
  });
});
