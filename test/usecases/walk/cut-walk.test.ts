import { describe, expect, it } from "vitest";
import type { Job } from "../../../lib/core/job.ts";
import type { WalkResult } from "../../../lib/usecases/walk/walk-result.ts";
import { walkWindow } from "../../../lib/usecases/walk/walk-window.ts";
import { defaultWalkLimits } from "../../../lib/usecases/walk/window-walk.ts";
import { type FakeCi, fakeCi } from "../../fakes/fake-ci.ts";
import { aScope } from "../../fakes/samples.ts";
import { at, idAt, jobsBySecond, seconds } from "./seconds.ts";

interface Batches {
  readonly batches: (readonly Job[])[];
  add(jobs: readonly Job[]): Promise<void>;
}

function openSink(): Batches {
  const batches: (readonly Job[])[] = [];
  return {
    batches,
    async add(jobs) {
      batches.push(jobs);
    },
  };
}

/** The pieces of a walk that is cut wherever it can be. */
async function pieces(ci: FakeCi, to: number, pageSize: number, disorders: number[] = []) {
  const limits = { ...defaultWalkLimits, pageSize };
  const deps = { ci, isPlanned: () => false, keepRaw: async () => "raw", onPage: () => {}, limits };
  const taken: WalkResult<Batches>[] = [];
  const cuts = {
    whole: seconds(0, to),
    isDue: () => true,
    onDisorder: () => void disorders.push(ci.requests.length),
    async take(piece: WalkResult<Batches>) {
      taken.push(piece);
    },
  };
  const request = { scope: aScope, window: seconds(0, to), openSink, cuts };
  const last = await walkWindow(deps, request, new AbortController().signal);
  return last.ordered ? [...taken, last] : [last];
}

function shapeOf({ window, sink }: WalkResult<Batches>) {
  return [window.from, window.to, sink.batches.map((jobs) => jobs.map(({ id }) => id))];
}

describe("cutWhenDue()", () => {
  it("gives a piece the second at its end too, where a span has been read", async () => {
    const ci = fakeCi(jobsBySecond([1, 2, 0, 2]), { poison: new Set([idAt(3, 1)]) });
    const cut = await pieces(ci, 4, 100);
    expect(cut.map(shapeOf)).toEqual([
      [at(0), at(2), [["c0n0"], ["c1n0", "c1n1"]]],
      [at(2), at(3), []],
      [at(3), at(4), [["c3n0"]]],
    ]);
  });

  it("leaves the second at hand to the next piece", async () => {
    expect((await pieces(fakeCi(jobsBySecond([1, 3, 1])), 3, 2)).map(shapeOf)).toEqual([
      [at(0), at(1), [["c0n0"]]],
      [at(1), at(3), [["c1n0", "c1n1", "c1n2"], ["c2n0"]]],
    ]);
  });

  it("makes no piece of nothing, at the window's beginning or at its end", async () => {
    const ci = fakeCi(jobsBySecond([3, 1, 9]), { bounds: "inclusive" });
    expect((await pieces(ci, 2, 2)).map(shapeOf)).toEqual([
      [at(0), at(1), [["c0n0", "c0n1", "c0n2"]]],
      [at(1), at(2), [["c1n0"]]],
    ]);
  });

  it("counts what all pieces took when the order breaks behind a cut", async () => {
    const ci = fakeCi(jobsBySecond([2, 2, 2, 2]), {
      compare: (a, b) => Number(a.id === "c0n1") - Number(b.id === "c0n1") || a.createdAt - b.createdAt,
    });
    const listJobs: FakeCi["listJobs"] = async (request, signal) => ({
      ...(await ci.listJobs(request, signal)),
      retries: 2,
    });
    const [whole] = await pieces({ ...ci, listJobs }, 4, 2);
    expect(whole).toMatchObject({ ordered: false, window: seconds(0, 4) });
    expect(whole?.counts).toMatchObject({ pages: ci.requests.length, retries: 2 * ci.requests.length });
  });

  it("tells that the order is broken before it reads the window again, and of one in order nothing", async () => {
    const disorders: number[] = [];
    const ci = fakeCi(jobsBySecond([2, 2, 2, 2]), {
      compare: (a, b) => Number(a.id === "c0n1") - Number(b.id === "c0n1") || a.createdAt - b.createdAt,
    });
    await pieces(ci, 4, 2, disorders);
    const again = ci.requests.findLastIndex(({ token }) => token === null);
    expect(disorders).toEqual([again]);
    await pieces(fakeCi(jobsBySecond([2, 2])), 2, 2, disorders);
    expect(disorders).toHaveLength(1);
  });
});
