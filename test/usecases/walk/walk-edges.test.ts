/** Limits at their edges, what is not asked twice, and what the walk says of what it met. */

import { describe, expect, it } from "vitest";
import { ProtocolError, ServiceError } from "../../../lib/core/errors.ts";
import { fakeCi } from "../../fakes/fake-ci.ts";
import { aJob, aScope } from "../../fakes/samples.ts";
import { at, idAt, idsOf, idsWithin, jobsBySecond, seconds } from "./seconds.ts";
import { walkFake } from "./walk-fake.ts";

const byTens = jobsBySecond(Array.from({ length: 10 }, () => 1));

describe("walkWindow(), at the edges of its limits", () => {
  it("takes as many pages of a chain as its limits say, and no more", async () => {
    const ci = fakeCi(byTens);
    await walkFake(ci, seconds(0, 10), { limits: { pageSize: 2, maxPages: 3 } });
    expect(ci.requests.slice(0, 5).map(({ token, createdFrom }) => [token, createdFrom])).toEqual([
      [null, at(-1)],
      ["token-1", at(-1)],
      ["token-2", at(-1)],
      [null, at(4)],
      ["token-4", at(4)],
    ]);
  });

  it.each([
    [12, []],
    [11, [{ from: at(0), to: at(4), cause: "order-unreliable", detail: "more than 11 jobs out of order" }]],
  ])("holds %i jobs out of order", async (maxUnorderedJobs, holes) => {
    const ci = fakeCi(jobsBySecond([2, 3, 4, 5]), { compare: (a, b) => b.createdAt - a.createdAt });
    const { result } = await walkFake(ci, seconds(0, 4), { limits: { pageSize: 2, maxUnorderedJobs } });
    expect(result.holes).toMatchObject(holes);
    expect(result.holes).toHaveLength(holes.length);
  });

  it("bears any number of troubles with new jobs between them", async () => {
    const jobs = jobsBySecond(Array.from({ length: 60 }, () => 2));
    const poison = new Set(Array.from({ length: 60 }, (_, second) => idAt(second, 1)));
    const { found, result } = await walkFake(fakeCi(jobs, { poison }), seconds(0, 60), { limits: { pageSize: 1 } });
    expect(idsOf(found)).toEqual(Array.from({ length: 60 }, (_, second) => idAt(second, 0)).sort());
    expect(result.holes).toHaveLength(60);
  });

  it("gives up on a service that lists the same job of another tag for ever", async () => {
    let calls = 0;
    const listJobs = async () => {
      calls += 1;
      const jobs = [aJob({ id: "x1", createdAt: at(0), tag: "ImageInspect" })];
      return { jobs, nextToken: `token-${calls}`, retries: 0, requestId: null };
    };
    const { result } = await walkFake({ ...fakeCi([]), listJobs }, seconds(0, 10), { limits: { maxIdlePages: 5 } });
    expect(calls).toBeLessThan(200);
    expect(result.holes.map(({ cause }) => cause)).toContain("token-loop");
  });
});

describe("walkWindow(), of what it has read", () => {
  it("asks for nothing behind an endless second that is the last", async () => {
    const ci = fakeCi(jobsBySecond([1, 40]), { loops: ({ page }) => page > 1 });
    const { result } = await walkFake(ci, seconds(0, 2), { limits: { pageSize: 5 } });
    expect(result.holes).toMatchObject([{ from: at(1), to: at(2), cause: "token-loop" }]);
    expect(ci.requests.filter(({ createdFrom }) => createdFrom >= at(1))).toEqual([]);
  });

  it("does not ask for a second job by job that was asked for so", async () => {
    const ci = fakeCi(jobsBySecond([1]), { poison: new Set([idAt(0, 0)]) });
    const { result } = await walkFake(ci, seconds(0, 1), { limits: { pageSize: 1 } });
    expect(result.holes).toMatchObject([{ from: at(0), to: at(1), cause: "undecodable" }]);
    expect(ci.requests).toHaveLength(1);
  });

  it("counts halvings, and jobs that lie outside of what it asked for", async () => {
    const ci = fakeCi(jobsBySecond([1, 0, 0, 0]), { poison: new Set([idAt(0, 0)]) });
    expect((await walkFake(ci, seconds(0, 4))).result.counts.halvings).toBe(2);
    const jobs = jobsBySecond([1, 1, 1, 1], -1);
    for (const [bounds, outside] of [["strict", 0] as const, ["inclusive", 2] as const]) {
      expect((await walkFake(fakeCi(jobs, { bounds }), seconds(0, 2))).result.counts.outside).toBe(outside);
    }
  });

  it("does not take a defect for a refusal behind the last job", async () => {
    const defect = new TypeError("undefined is not a function");
    const failJobs = ({ page }: { page: number }) => (page === 2 ? defect : null);
    const ci = fakeCi(jobsBySecond([1, 1, 9]), { bounds: "inclusive", failJobs });
    await expect(walkFake(ci, seconds(0, 2), { limits: { pageSize: 4 } })).rejects.toBe(defect);
  });
});

describe("walkWindow(), in its own words", () => {
  it("says that a token came twice", async () => {
    const ci = fakeCi(jobsBySecond([1, 40]), { loops: ({ page }) => page > 1 });
    const { result } = await walkFake(ci, seconds(0, 2), { limits: { pageSize: 5 } });
    expect(result.holes).toMatchObject([{ detail: "the service gave the same token twice" }]);
  });

  it("says that a token was refused", async () => {
    const ci = fakeCi(jobsBySecond([40]), { expireAfter: 1 });
    const { result } = await walkFake(ci, seconds(0, 1), { limits: { pageSize: 5 } });
    const detail = "the service refused its own token: Cannot list jobs: the token is not valid";
    expect(result.holes).toMatchObject([{ cause: "token-loop", detail }]);
  });

  it("says that a chain did not end, also of jobs out of order", async () => {
    const limits = { pageSize: 5, maxPages: 2 };
    const compare = { compare: (a: { createdAt: number }, b: { createdAt: number }) => b.createdAt - a.createdAt };
    const { result } = await walkFake(fakeCi(jobsBySecond([20])), seconds(0, 1), { limits });
    expect(result.holes).toMatchObject([{ cause: "token-loop", detail: "no end after 2 pages" }]);
    const disordered = await walkFake(fakeCi(jobsBySecond([5, 5, 5]), compare), seconds(0, 3), { limits });
    expect(disordered.result.holes).toMatchObject([{ cause: "order-unreliable", detail: "no end after 2 pages" }]);
  });

  it("says that jobs of one second came out of order", async () => {
    const ci = fakeCi(jobsBySecond([2, 2, 2]), {
      bounds: "inclusive",
      compare: (a, b) => b.createdAt - a.createdAt,
      poison: new Set([idAt(0, 0)]),
    });
    const { result } = await walkFake(ci, seconds(1, 2));
    expect(result.holes).toMatchObject([{ detail: "jobs of one second came out of order" }]);
  });

  it("says that jobs of another scope were listed", async () => {
    const stray = { scope: aScope, job: aJob({ id: "x1", createdAt: at(0), tag: "ImageInspect" }) };
    const { result } = await walkFake(fakeCi([stray]), seconds(0, 1));
    expect(result.holes).toMatchObject([{ detail: "jobs of a queue or tag that nobody asked for were listed" }]);
  });
});

describe("walkWindow(), of why nothing was answered", () => {
  it("tells the last of nothing but undecodable answers", async () => {
    const error = new ProtocolError("Cannot read a page of jobs: it is HTML");
    const { result } = await walkFake(fakeCi([], { failJobs: () => error }), seconds(0, 86_400));
    expect(result.refusal).toBe(error);
  });

  it("tells nothing where a page was answered before an undecodable one", async () => {
    const jobs = jobsBySecond([1, 1]);
    const failJobs = ({ page }: { page: number }) => (page > 1 ? new ProtocolError("Cannot read: garbage") : null);
    const { found, result } = await walkFake(fakeCi(jobs, { failJobs }), seconds(0, 2), { limits: { pageSize: 1 } });
    expect(result.refusal).toBeNull();
    expect(idsOf(found)).toEqual(idsWithin(jobs, seconds(0, 2)));
  });

  it("tells nothing where jobs came out of order before a refusal", async () => {
    const denial = new ServiceError("Cannot list jobs", { status: 403, serviceCode: "AccessDenied", requestId: null });
    const failJobs = ({ call }: { call: number }) => (call > 1 ? denial : null);
    const ci = fakeCi(byTens, { compare: (a, b) => b.createdAt - a.createdAt, failJobs });
    const { result } = await walkFake(ci, seconds(0, 10));
    expect(result).toMatchObject({ ordered: false, holes: [{ from: at(0), to: at(10), cause: "access-denied" }] });
    expect(result.refusal).toBeNull();
  });

  it("tells nothing of a window whose every second was tried by itself", async () => {
    const failJobs = () => new ProtocolError("Cannot read a page of jobs: it is HTML");
    const { result } = await walkFake(fakeCi([], { failJobs }), seconds(0, 2));
    expect(result.holes.map(({ from, to }) => [from, to])).toEqual([
      [at(0), at(1)],
      [at(1), at(2)],
    ]);
    expect(result.refusal).toBeNull();
  });

  it("tells nothing where a page was answered before a refusal", async () => {
    const denial = new ServiceError("Cannot list jobs", { status: 403, serviceCode: "AccessDenied", requestId: null });
    const failJobs = ({ page }: { page: number }) => (page > 1 ? denial : null);
    const ci = fakeCi(byTens, { failJobs });
    expect((await walkFake(ci, seconds(0, 10), { limits: { pageSize: 2 } })).result.refusal).toBeNull();
  });
});
