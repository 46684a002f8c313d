import { describe, expect, it } from "vitest";
import { DeadlineError } from "../../../lib/core/errors.ts";
import type { Job } from "../../../lib/core/job.ts";
import { fakeCi } from "../../fakes/fake-ci.ts";
import { aJob, aScope } from "../../fakes/samples.ts";
import { at, idAt, idsOf, idsWithin, jobsBySecond, seconds } from "./seconds.ts";
import { walkFake } from "./walk-fake.ts";

describe("walkWindow()", () => {
  it("counts a job at the start in and one at the end out", async () => {
    const jobs = jobsBySecond([1, 1, 1, 1], -1);
    for (const bounds of ["strict", "inclusive"] as const) {
      const { found } = await walkFake(fakeCi(jobs, { bounds }), seconds(0, 2));
      expect(idsOf(found)).toEqual(["c0n0", "c1n0"]);
    }
  });

  it("asks one second more at the start, ascending, by the page size of its limits", async () => {
    const ci = fakeCi(jobsBySecond([5]));
    await walkFake(ci, seconds(0, 60), { limits: { pageSize: 2 } });
    const first = { scope: aScope, createdFrom: at(-1), createdTo: at(60), order: "Asc", size: 2, token: null };
    expect(ci.requests.map(({ token }) => token)).toEqual([null, "token-1", "token-2"]);
    expect(ci.requests[0]).toEqual(first);
    expect(ci.requests[2]).toEqual({ ...first, token: "token-2" });
  });

  it("reads a second of more jobs than ten pages hold", async () => {
    const jobs = jobsBySecond([3, 1_001, 2]);
    const { found, result } = await walkFake(fakeCi(jobs), seconds(0, 3));
    expect(idsOf(found)).toEqual(idsWithin(jobs, seconds(0, 3)));
    expect(result).toMatchObject({ ordered: true, holes: [], refusal: null });
    expect(result.counts).toEqual({
      pages: 11,
      duplicates: 0,
      outside: 0,
      foreign: 0,
      restarts: 0,
      halvings: 0,
      retries: 0,
      rate: 0,
    });
  });

  it("finds nothing in an empty window, and says so with one page", async () => {
    const { found, result } = await walkFake(fakeCi([]), seconds(0, 3_600));
    expect(found).toEqual([]);
    expect(result).toMatchObject({ holes: [], counts: { pages: 1 } });
  });

  it("adds up the retries that answers took", async () => {
    const ci = fakeCi(jobsBySecond([3]));
    const { result } = await walkFake(
      { ...ci, listJobs: async (request, signal) => ({ ...(await ci.listJobs(request, signal)), retries: 2 }) },
      seconds(0, 3),
      { limits: { pageSize: 1 } },
    );
    expect(result.counts.retries).toBe(6);
  });

  it("tells of each page how many jobs it held", async () => {
    const told: number[] = [];
    await walkFake(fakeCi(jobsBySecond([5])), seconds(0, 3), {
      limits: { pageSize: 2 },
      onPage: (jobs) => told.push(jobs),
    });
    expect(told).toEqual([2, 2, 1]);
  });
});

describe("walkWindow(), when a job changes while it is listed", () => {
  const looped = jobsBySecond([1, 1, 1, 3, 1]);
  const seen = idAt(3, 0);

  /** The chain loops once, so that second 3 is listed twice; the job changes between the two listings. */
  async function walkWithChange(before: Partial<Job>, after: Partial<Job>): Promise<Job | undefined> {
    let listings = 0;
    const ci = fakeCi(looped, {
      loops: ({ call, page }) => page === 2 && call < 4,
      onPage({ page }) {
        if (page === 1) listings += 1;
        const index = ci.jobs.findIndex(({ job }) => job.id === seen);
        const job = aJob({ id: seen, createdAt: at(3), ...(listings === 1 ? before : after) });
        ci.jobs[index] = { scope: aScope, job };
      },
    });
    const { found, result } = await walkFake(ci, seconds(0, 5), { limits: { pageSize: 2 } });
    expect(result.counts).toMatchObject({ restarts: 1, duplicates: 1 });
    expect(idsOf(found)).toEqual(idsWithin(looped, seconds(0, 5)));
    return found.find(({ id }) => id === seen);
  }

  it.each([
    ["Running", "Failed", "Failed"],
    ["Failed", "Running", "Failed"],
    ["Submitted", "Running", "Running"],
    ["Failed", "Success", "Success"],
    ["Cancel", "Mystery", "Cancel"],
  ])("keeps of %s and then %s the state %s", async (before, after, kept) => {
    expect((await walkWithChange({ state: before }, { state: after }))?.state).toBe(kept);
  });
});

describe("walkWindow(), for jobs of another queue or tag", () => {
  const own = jobsBySecond([1, 1]);
  const strays = [
    { scope: aScope, job: aJob({ id: "x1", createdAt: at(0), tag: "ImageInspect" }) },
    { scope: aScope, job: aJob({ id: "x2", createdAt: at(1), queueId: "pqueue2" }) },
  ];
  const planned = [
    "pic/ap-chongqing/photos-1250000000/pqueue1/ImageInspect",
    "pic/ap-chongqing/photos-1250000000/pqueue2/PicProcess",
  ];

  it("does not count them where their own scope is read", async () => {
    const { found, result } = await walkFake(fakeCi([...own, ...strays]), seconds(0, 2), { planned });
    expect(idsOf(found)).toEqual(["c0n0", "c1n0"]);
    expect(result).toMatchObject({ holes: [], counts: { foreign: 2 } });
  });

  it.each(planned)("leaves a hole where, of them, only %s is read", async (only) => {
    const { found, result } = await walkFake(fakeCi([...own, ...strays]), seconds(0, 2), { planned: [only] });
    expect(idsOf(found)).toEqual(["c0n0", "c1n0"]);
    expect(result.holes).toMatchObject([{ cause: "foreign-jobs", from: at(0), to: at(2) }]);
  });

  it("takes a job that names neither queue nor tag for its own", async () => {
    const plain = { scope: aScope, job: aJob({ id: "p", createdAt: at(0), queueId: "", tag: "" }) };
    const { found, result } = await walkFake(fakeCi([plain]), seconds(0, 2));
    expect(idsOf(found)).toEqual(["p"]);
    expect(result.holes).toEqual([]);
  });
});

describe("walkWindow(), when it is stopped", () => {
  it.each([new Error("enough"), new DeadlineError("Cannot go on: the run's time is used up")])(
    "rejects with the signal's reason, %s, and leaves no hole",
    async (reason) => {
      const controller = new AbortController();
      const onPage = ({ page }: { page: number }) => page === 2 && controller.abort(reason);
      const walking = walkFake(fakeCi(jobsBySecond(Array.from({ length: 60 }, () => 3)), { onPage }), seconds(0, 60), {
        limits: { pageSize: 5 },
        signal: controller.signal,
      });
      await expect(walking).rejects.toBe(reason);
    },
  );

  it("does not take a defect for a hole", async () => {
    const defect = new TypeError("undefined is not a function");
    await expect(walkFake(fakeCi([], { failJobs: () => defect }), seconds(0, 60))).rejects.toBe(defect);
  });
});
