/** Windows in which the service breaks the order of creation. */

import { describe, expect, it } from "vitest";
import { ServiceError } from "../../../lib/core/errors.ts";
import { type FakeCiOptions, fakeCi } from "../../fakes/fake-ci.ts";
import { at, idAt, idsOf, idsWithin, jobsBySecond, seconds } from "./seconds.ts";
import { walkFake } from "./walk-fake.ts";

const denial = new ServiceError("Cannot list jobs: 403 AccessDenied", {
  status: 403,
  serviceCode: "AccessDenied",
  requestId: "request-7",
});

describe("walkWindow(), when jobs come out of order", () => {
  const jobs = jobsBySecond([2, 3, 4, 5]);
  const descending: FakeCiOptions = { compare: (a, b) => b.createdAt - a.createdAt };

  it("reads the window again in one chain and finds each job once", async () => {
    const { found, batches, result } = await walkFake(fakeCi(jobs, descending), seconds(0, 4), {
      limits: { pageSize: 5 },
    });
    expect(result).toMatchObject({ ordered: false, holes: [] });
    expect(idsOf(found)).toEqual(idsWithin(jobs, seconds(0, 4)));
    expect(batches).toHaveLength(1);
  });

  it("forgets what it gave away before the order broke", async () => {
    const last = idAt(0, 0);
    const compare: FakeCiOptions["compare"] = (a, b) =>
      Number(a.id === last) - Number(b.id === last) || a.createdAt - b.createdAt;
    const { found, result } = await walkFake(fakeCi(jobs, { compare }), seconds(0, 4), { limits: { pageSize: 5 } });
    expect(result).toMatchObject({ ordered: false, holes: [], counts: { duplicates: 0 } });
    expect(idsOf(found)).toEqual(idsWithin(jobs, seconds(0, 4)));
  });

  it.each<[string, FakeCiOptions]>([
    ["loops", { loops: ({ page }) => page === 2 }],
    ["is refused", { expireAfter: 2 }],
  ])("makes the whole window a hole when that chain %s", async (_, options) => {
    const ci = fakeCi(jobs, { ...descending, ...options });
    const { result } = await walkFake(ci, seconds(0, 4), { limits: { pageSize: 5 } });
    expect(result.holes).toMatchObject([{ from: at(0), to: at(4), cause: "order-unreliable" }]);
  });

  it("makes the whole window a hole when that chain cannot be decoded or fails", async () => {
    const poisoned = fakeCi(jobs, { ...descending, poison: new Set([idAt(0, 0)]) });
    const failing = fakeCi(jobs, { ...descending, failJobs: ({ call }) => (call > 4 ? denial : null) });
    const limits = { pageSize: 5 };
    const undecodable = await walkFake(poisoned, seconds(0, 4), { limits });
    const denied = await walkFake(failing, seconds(0, 4), { limits });
    expect(undecodable.result.holes).toMatchObject([{ from: at(0), to: at(4), cause: "undecodable" }]);
    expect(denied.result.holes).toMatchObject([{ from: at(0), to: at(4), cause: "access-denied" }]);
  });

  it("gives what that chain listed as lying in the hole, also seconds that it seemed to be behind", async () => {
    const last = idAt(0, 0);
    const compare: FakeCiOptions["compare"] = (a, b) =>
      Number(a.id === last) - Number(b.id === last) || a.createdAt - b.createdAt;
    const failing = fakeCi(jobs, { compare, failJobs: ({ call }) => (call > 5 ? denial : null) });
    const { found, inHole } = await walkFake(failing, seconds(0, 4), { limits: { pageSize: 5 } });
    expect([found.length, inHole]).toEqual([10, [true]]);
  });

  it("holds no more jobs in memory than its limits say", async () => {
    const { result } = await walkFake(fakeCi(jobs, descending), seconds(0, 4), {
      limits: { pageSize: 2, maxUnorderedJobs: 5 },
    });
    expect(result.holes).toMatchObject([
      { from: at(0), to: at(4), cause: "order-unreliable", detail: "more than 5 jobs out of order" },
    ]);
  });
});
