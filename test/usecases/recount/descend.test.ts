import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NetworkError, ServiceError } from "../../../lib/core/errors.ts";
import type { Job } from "../../../lib/core/job.ts";
import { defaultDescentLimits, descend } from "../../../lib/usecases/recount/descend.ts";
import { type FakeCiOptions, fakeCi } from "../../fakes/fake-ci.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";

const { signal } = new AbortController();
const window = { from: midnight, to: midnight + 10_000 };

/** Jobs of these seconds of the window, each with an id of its own. */
function jobsAt(seconds: readonly number[], change: Partial<Job> = {}) {
  return seconds.map((second, index) => ({
    scope: aScope,
    job: aJob({ id: `j${String(index).padStart(3, "0")}`, createdAt: midnight + second * 1_000, ...change }),
  }));
}

function read(
  seconds: readonly number[],
  options: FakeCiOptions = {},
  limits: Partial<typeof defaultDescentLimits> = {},
) {
  const ci = fakeCi(jobsAt(seconds), options);
  const request = { scope: aScope, window, limits: { ...defaultDescentLimits, pageSize: 3, ...limits } };
  return descend(ci, request, signal);
}

const tenSeconds = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

describe("descend()", () => {
  it.each(["strict", "inclusive"] as const)("lists each job of the window once, under %s bounds", async (bounds) => {
    const seconds = fc.array(fc.integer({ min: -2, max: 12 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(seconds, async (created) => {
        const { ids, failure } = await read(created, { bounds });
        expect(failure).toBeNull();
        expect(ids.size).toBe(created.filter((second) => second >= 0 && second < 10).length);
      }),
    );
  });

  it("asks from the end to the beginning, a second more on both sides as an audit does", async () => {
    const ci = fakeCi(jobsAt(tenSeconds));
    await descend(ci, { scope: aScope, window, limits: { ...defaultDescentLimits, pageSize: 100 } }, signal);
    expect(ci.requests).toEqual([
      {
        ...{ scope: aScope, createdFrom: midnight - 1_000, createdTo: midnight + 10_000 },
        ...{ order: "Desc", size: 100, token: null },
      },
    ]);
  });

  it("goes on behind empty and short pages: only a missing token ends a chain", async () => {
    const { ids, pages } = await read(tenSeconds, { fill: ({ page }) => page % 3 });
    expect(ids.size).toBe(10);
    expect(pages).toBeGreaterThan(9);
  });

  it("begins anew from the last second seen when a token is repeated, expires or leads in a circle", async () => {
    const repeated = await read(tenSeconds, { loops: ({ call }) => call === 2 });
    expect(repeated).toMatchObject({ failure: null });
    expect(repeated.ids.size).toBe(10);
    const expired = await read(tenSeconds, { expireAfter: 2 });
    expect(expired).toMatchObject({ failure: null });
    expect(expired.ids.size).toBe(10);
  });

  it("gives up where a token leads nowhere again and again", async () => {
    const { failure, ids } = await read([5, 5, 5, 5, 5, 5, 5], { expireAfter: 1 });
    expect(failure?.cause).toBe("token-loop");
    expect(failure?.detail).toMatch(/^the service refused its own token: /);
    expect(ids.size).toBe(3);
  });

  it("does not begin anew where jobs come out of order: what lies above may not be read", async () => {
    const order = new Map([
      [2, 9],
      [5, 0],
      [7, 1],
    ]);
    const compare = (a: Job, b: Job) => place(a) - place(b);
    const place = ({ createdAt }: Job) => order.get((createdAt - midnight) / 1_000) ?? 5;
    expect((await read(tenSeconds, { compare, expireAfter: 2 })).failure?.cause).toBe("token-loop");
    expect((await read(tenSeconds, { compare })).ids.size).toBe(10);
  });

  it("takes no job of another queue or tag for one of the scope", async () => {
    const ci = fakeCi([
      ...jobsAt([1]),
      ...jobsAt([2, 3], { id: "x", queueId: "pother" }),
      ...jobsAt([4], { id: "y", tag: "Other" }),
    ]);
    const limits = { ...defaultDescentLimits, pageSize: 100 };
    expect([...(await descend(ci, { scope: aScope, window, limits }, signal)).ids]).toEqual(["j000"]);
  });

  it.each([
    [{ maxPages: 2 }, "no end after 2 pages"],
    [{ maxIds: 5 }, "more than 5 jobs in one window"],
    [{ maxIdlePages: 2 }, "2 pages in a row brought no new job"],
  ])("is bounded by %j", async (limits, detail) => {
    const fill = ({ page }: { readonly page: number }) => (page > 2 && "maxIdlePages" in limits ? 0 : 3);
    expect((await read(tenSeconds, { fill }, limits)).failure).toEqual({ cause: "token-loop", detail });
  });

  it("says why it could not read on", async () => {
    const cut = await read(tenSeconds, {
      failJobs: ({ page }) => (page === 2 ? new NetworkError("no answer came") : null),
    });
    expect(cut).toMatchObject({ pages: 1, failure: { cause: "network", detail: "no answer came" } });
    const facts = { status: 403, serviceCode: "AccessDenied", requestId: null };
    const refused = await read(tenSeconds, { failJobs: () => new ServiceError("Access denied", facts) });
    expect(refused.failure).toEqual({ cause: "access-denied", detail: "Access denied" });
    const bad = { status: 400, serviceCode: "InvalidArgument", requestId: null };
    const first = await read(tenSeconds, { failJobs: () => new ServiceError("no such tag", bad) });
    expect(first.failure).toEqual({ cause: "service-error", detail: "no such tag" });
  });

  it("throws what is no answer of the service", async () => {
    const defect = new TypeError("a defect");
    await expect(read(tenSeconds, { failJobs: () => defect })).rejects.toBe(defect);
    const stop = new AbortController();
    const ci = fakeCi(jobsAt(tenSeconds), { onPage: () => stop.abort(new Error("stopped")) });
    const limits = { ...defaultDescentLimits, pageSize: 3 };
    await expect(descend(ci, { scope: aScope, window, limits }, stop.signal)).rejects.toThrow("stopped");
  });
});
