/** Wherever a walk is cut, and in whatever order its pieces are read again, each job is in one piece. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import type { Job } from "../../../lib/core/job.ts";
import type { Window } from "../../../lib/core/window.ts";
import type { WalkResult } from "../../../lib/usecases/walk/walk-result.ts";
import { walkWindow } from "../../../lib/usecases/walk/walk-window.ts";
import { defaultWalkLimits, type JobSink } from "../../../lib/usecases/walk/window-walk.ts";
import { type FakeCiOptions, fakeCi, type ListedJob } from "../../fakes/fake-ci.ts";
import { aScope } from "../../fakes/samples.ts";
import { at, idsOf, idsWithin, jobsBySecond, seconds } from "./seconds.ts";

interface Sink extends JobSink {
  readonly jobs: Job[];
}

interface Cutting {
  readonly jobs: readonly ListedJob[];
  readonly pageSize: number;
  readonly cloud?: FakeCiOptions;
  /** After which pages a cut is due; read again and again. */
  readonly due: readonly boolean[];
  readonly whole?: Window;
}

function openSink(): Sink {
  const jobs: Job[] = [];
  return {
    jobs,
    async add(more) {
      jobs.push(...more);
    },
  };
}

async function cutWalk(window: Window, { jobs, pageSize, cloud = {}, due, whole = window }: Cutting) {
  const ci = fakeCi(jobs, cloud);
  const deps = {
    ci,
    isPlanned: () => false,
    keepRaw: async () => "raw",
    onPage: () => {},
    limits: { ...defaultWalkLimits, pageSize },
  };
  const pieces: WalkResult<Sink>[] = [];
  let asked = 0;
  const cuts = {
    whole,
    isDue: () => due[asked++ % due.length] === true,
    async take(piece: WalkResult<Sink>) {
      pieces.push(piece);
    },
  };
  const last = await walkWindow(deps, { scope: aScope, window, openSink, cuts }, new AbortController().signal);
  return { pieces: last.ordered ? [...pieces, last] : [last], cut: pieces.length, pages: ci.requests.length };
}

const cuttings = fc.record({
  pageSize: fc.constantFrom(1, 2, 3, 7),
  counts: fc.array(fc.constantFrom(0, 1, 2, 3, 7, 15), { minLength: 5, maxLength: 10 }),
  due: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
  bounds: fc.constantFrom("strict" as const, "inclusive" as const),
});

function expectPiecesOf(window: Window, jobs: readonly ListedJob[], pieces: readonly WalkResult<Sink>[]): void {
  const spans = pieces.map((piece) => piece.window);
  expect(spans[0]?.from).toBe(window.from);
  expect(spans.at(-1)?.to).toBe(window.to);
  for (const [index, { from }] of spans.entries()) if (index > 0) expect(from).toBe(spans[index - 1]?.to);
  for (const { window: span, sink } of pieces) expect(idsOf(sink.jobs)).toEqual(idsWithin(jobs, span));
}

describe("walkWindow(), with cuts", () => {
  it("gives each piece the jobs of its seconds, hundreds in one or none, and asks for no page more", async () => {
    await fc.assert(
      fc.asyncProperty(cuttings, async ({ counts, bounds, ...cutting }) => {
        const window = seconds(0, counts.length - 4);
        const jobs = jobsBySecond(counts, -2);
        const { pieces, pages } = await cutWalk(window, { ...cutting, jobs, cloud: { bounds } });
        const whole = await cutWalk(window, { ...cutting, jobs, cloud: { bounds }, due: [false] });
        expectPiecesOf(window, jobs, pieces);
        expect(pages).toBe(whole.pages);
        expect(pieces.reduce((sum, { counts: { pages: own } }) => sum + own, 0)).toBe(whole.pages);
      }),
    );
  });

  it("goes on from a cut in another walk, and neither loses nor doubles a job", async () => {
    await fc.assert(
      fc.asyncProperty(cuttings, fc.nat(20), async ({ counts, bounds, ...cutting }, kept) => {
        const window = seconds(0, counts.length - 4);
        const jobs = jobsBySecond(counts, -2);
        const request = { ...cutting, jobs, cloud: { bounds } };
        const first = (await cutWalk(window, request)).pieces.slice(0, -1).slice(0, kept);
        const rest = { from: first.at(-1)?.window.to ?? window.from, to: window.to };
        const second = await cutWalk(rest, { ...request, whole: window });
        expectPiecesOf(window, jobs, [...first, ...second.pieces]);
      }),
    );
  });

  it("cuts between chains, where tokens expire or pages cannot be decoded", async () => {
    const jobs = jobsBySecond([3, 3, 3, 3, 3, 3, 3, 3], 0);
    const window = seconds(0, 8);
    const cutting = { jobs, pageSize: 4, due: [true] };
    const expired = await cutWalk(window, { ...cutting, cloud: { expireAfter: 2 } });
    expect(expired.cut).toBeGreaterThan(3);
    expectPiecesOf(window, jobs, expired.pieces);
    const poisoned = await cutWalk(window, { ...cutting, cloud: { poison: new Set(["c5n1"]) } });
    const holes = poisoned.pieces.flatMap((piece) => piece.holes.map((hole) => ({ piece, hole })));
    expect(holes.map(({ hole }) => hole)).toMatchObject([{ from: at(5), to: at(6), cause: "undecodable" }]);
    for (const { piece, hole } of holes) {
      expect(piece.window.from).toBeLessThanOrEqual(hole.from);
      expect(piece.window.to).toBeGreaterThanOrEqual(hole.to);
    }
  });

  it("reads all of the window in one chain when the order breaks behind a cut, and counts what that took", async () => {
    const jobs = jobsBySecond([2, 2, 2, 2, 2, 2], 0);
    const compare = (a: Job, b: Job) => Number(a.id === "c1n0") - Number(b.id === "c1n0") || a.createdAt - b.createdAt;
    const walked = await cutWalk(seconds(2, 6), {
      jobs,
      pageSize: 2,
      due: [true],
      whole: seconds(0, 6),
      cloud: { compare, bounds: "inclusive" },
    });
    expect(walked.cut).toBeGreaterThan(0);
    expect(walked.pieces).toHaveLength(1);
    expectPiecesOf(seconds(0, 6), jobs, walked.pieces);
    expect(walked.pieces[0]).toMatchObject({ ordered: false, counts: { pages: walked.pages } });
  });

  it("takes a failure behind a cut for a hole, and for no refusal of the whole", async () => {
    const jobs = jobsBySecond([3, 3, 3, 3], 0);
    const reset = new NetworkError("Cannot list jobs: the connection was reset");
    const cloud: FakeCiOptions = { failJobs: ({ call }) => (call > 2 ? reset : null) };
    const { pieces } = await cutWalk(seconds(0, 4), { jobs, pageSize: 4, due: [true], cloud });
    expect(pieces.slice(-1)).toMatchObject([{ refusal: null, counts: { pages: 0 }, holes: [{ to: at(4) }] }]);
    expect(pieces.flatMap(({ holes }) => holes)).toHaveLength(1);
  });
});
