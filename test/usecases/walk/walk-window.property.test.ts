/** Nothing missed, nothing twice: the walk over every shape of seconds, bounds, pages and chains. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fakeCi, type ListedJob } from "../../fakes/fake-ci.ts";
import { idsOf, idsWithin, jobsBySecond, seconds } from "./seconds.ts";
import { type Walked, walkFake } from "./walk-fake.ts";

interface Shape {
  readonly pageSize: number;
  /** Jobs in the seconds from -2 on; the window begins at 0 and ends two seconds before they do. */
  readonly counts: readonly number[];
  readonly bounds: "strict" | "inclusive";
}

/** Counts of jobs a second where the edges are: none, one, about a page, whole multiples of a page. */
function countsAround(pageSize: number): fc.Arbitrary<number[]> {
  const count = fc.oneof(
    fc.constant(0),
    fc.constant(1),
    fc.constantFrom(pageSize - 1, pageSize, pageSize + 1, 2 * pageSize),
  );
  return fc.array(count, { minLength: 5, maxLength: 12 });
}

const shapes: fc.Arbitrary<Shape> = fc.constantFrom(1, 2, 3, 7, 10, 99, 100).chain((pageSize) =>
  fc.record({
    pageSize: fc.constant(pageSize),
    counts: countsAround(pageSize),
    bounds: fc.constantFrom("strict" as const, "inclusive" as const),
  }),
);

function windowOf({ counts }: Shape) {
  return seconds(0, counts.length - 4);
}

function expectWholeWindow(walked: Walked, jobs: readonly ListedJob[], shape: Shape): void {
  expect(walked.result.holes).toEqual([]);
  expect(idsOf(walked.found)).toEqual(idsWithin(jobs, windowOf(shape)));
  const times = walked.found.map(({ createdAt }) => createdAt);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  const secondsOfBatches = walked.batches.flatMap((batch) => [...new Set(batch.map(({ createdAt }) => createdAt))]);
  expect(secondsOfBatches, "a second is torn over two batches").toEqual([...new Set(secondsOfBatches)]);
}

describe("walkWindow(), for every shape of a window", () => {
  it("finds each job once, second by second, whatever the bounds and the page size", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const jobs = jobsBySecond(shape.counts, -2);
        const walked = await walkFake(fakeCi(jobs, shape), windowOf(shape), { limits: shape });
        expectWholeWindow(walked, jobs, shape);
        expect(walked.result.counts.restarts).toBe(0);
      }),
    );
  });

  it("goes on after short pages and empty pages", async () => {
    const fills = fc.array(fc.constantFrom(0, 1, 2, 50, 100), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(shapes, fills, async (shape, fill) => {
        const jobs = jobsBySecond(shape.counts, -2);
        const filled = [...fill, shape.pageSize];
        const ci = fakeCi(jobs, { ...shape, fill: ({ call }) => filled[call % filled.length] ?? 0 });
        expectWholeWindow(await walkFake(ci, windowOf(shape), { limits: shape }), jobs, shape);
      }),
    );
  });

  it("restarts where tokens loop or expire, and still finds each job once", async () => {
    const trouble = fc.constantFrom("loop" as const, "expire" as const);
    await fc.assert(
      fc.asyncProperty(shapes, trouble, fc.nat(2), async (shape, kind, spare) => {
        const jobs = jobsBySecond(shape.counts, -2);
        const pages = pagesToProgress(shape) + spare;
        const ci = fakeCi(jobs, {
          ...shape,
          ...(kind === "loop" ? { loops: ({ page }) => page >= pages } : { expireAfter: pages }),
        });
        expectWholeWindow(await walkFake(ci, windowOf(shape), { limits: shape }), jobs, shape);
      }),
    );
  });

  it("loses no job outside of its holes, however short the chains are", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.integer({ min: 1, max: 3 }), async (shape, pages) => {
        const jobs = jobsBySecond(shape.counts, -2);
        const ci = fakeCi(jobs, { ...shape, expireAfter: pages });
        const { found, result } = await walkFake(ci, windowOf(shape), { limits: shape });
        const ids = idsOf(found);
        expect(ids).toEqual([...new Set(ids)]);
        const lost = idsWithin(jobs, windowOf(shape)).filter((id) => !ids.includes(id));
        const excused = result.holes.flatMap((hole) => idsWithin(jobs, hole));
        expect(lost.filter((id) => !excused.includes(id))).toEqual([]);
      }),
    );
  });

  it("loses and doubles nothing where two windows meet", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.nat(8), async (shape, cut) => {
        const jobs = jobsBySecond(shape.counts, -2);
        const end = shape.counts.length - 4;
        const middle = Math.min(cut, end);
        const ci = fakeCi(jobs, shape);
        const parts = [seconds(0, middle), seconds(middle, end)].filter(({ from, to }) => from < to);
        const walks = await Promise.all(parts.map((part) => walkFake(ci, part, { limits: shape })));
        expect(idsOf(walks.flatMap(({ found }) => found))).toEqual(idsWithin(jobs, seconds(0, end)));
      }),
    );
  });
});

/** Pages of a chain that show a job beyond the fullest second, with the second before it listed again. */
function pagesToProgress({ counts, pageSize }: Shape): number {
  const pairs = counts.map((count, index) => count + (counts[index + 1] ?? 0) + 1);
  return Math.max(2, Math.ceil(Math.max(...pairs) / pageSize));
}
