/** Pages that cannot be decoded cost their own second and nothing else. */

import { describe, expect, it } from "vitest";
import { ProtocolError, ServiceError } from "../../../lib/core/errors.ts";
import { fakeCi, type ListedJob } from "../../fakes/fake-ci.ts";
import { at, idAt, idsOf, idsWithin, jobsBySecond, seconds } from "./seconds.ts";
import { walkFake } from "./walk-fake.ts";

const minute = seconds(0, 60);
const threeEach = jobsBySecond(
  Array.from({ length: 62 }, () => 3),
  -1,
);

function without(jobs: readonly ListedJob[], ...unread: readonly number[]): string[] {
  const ids = unread.flatMap((second) => idsWithin(jobs, seconds(second, second + 1)));
  return idsWithin(jobs, minute).filter((id) => !ids.includes(id));
}

function refusal(status: number, serviceCode: string): ServiceError {
  return new ServiceError(`Cannot list jobs: ${status} ${serviceCode}`, {
    status,
    serviceCode,
    requestId: "request-7",
  });
}

describe("walkWindow(), when a page cannot be decoded", () => {
  it.each([1, 2, 7, 100])("leaves a hole of exactly that second, by pages of %i", async (pageSize) => {
    const poison = new Set([idAt(17, 1)]);
    const { found, result, kept } = await walkFake(fakeCi(threeEach, { poison }), minute, { limits: { pageSize } });
    expect(result.holes).toEqual([
      {
        from: at(17),
        to: at(18),
        cause: "undecodable",
        detail: "Cannot read a page of jobs: it is no XML",
        requestId: "request-poison",
        evidence: [...kept.keys()].at(-1),
      },
    ]);
    expect([...kept.values()]).toEqual(["<JobsDetail>c17n1"]);
    expect(idsOf(found).filter((id) => !id.startsWith("c17n"))).toEqual(without(threeEach, 17));
    expect(new Set(idsOf(found)).size).toBe(found.length);
  });

  it("finds what a poisoned second lists before the poison", async () => {
    const { found } = await walkFake(fakeCi(threeEach, { poison: new Set([idAt(17, 1)]) }), minute);
    expect(idsOf(found).filter((id) => id.startsWith("c17n"))).toEqual(["c17n0"]);
  });

  it("gives what a hole lists as lying in one, and no other second", async () => {
    const { batches, inHole } = await walkFake(fakeCi(threeEach, { poison: new Set([idAt(17, 1)]) }), minute);
    const torn = batches.filter((_, index) => inHole[index]).flat();
    expect(torn.map(({ id }) => id)).toEqual(["c17n0"]);
    expect(inHole.filter(Boolean)).toHaveLength(1);
  });

  it("loses at most the neighbouring seconds, where the overlap brings the poison along", async () => {
    const ci = fakeCi(threeEach, { bounds: "inclusive", poison: new Set([idAt(17, 0)]) });
    const { found, result } = await walkFake(ci, minute);
    expect(result.holes.map(({ from, to }) => [from, to])).toEqual([
      [at(16), at(17)],
      [at(17), at(18)],
      [at(18), at(19)],
    ]);
    expect(idsOf(found)).toEqual(expect.arrayContaining(without(threeEach, 17, 18)));
  });

  it("leaves no hole for poison behind the window's end", async () => {
    const ci = fakeCi(threeEach, { bounds: "inclusive", poison: new Set([idAt(60, 1)]) });
    const { found, result } = await walkFake(ci, minute);
    expect(result.holes).toEqual([]);
    expect(idsOf(found)).toEqual(idsWithin(threeEach, minute));
  });

  it("needs no kept answer where the error brought none", async () => {
    const failJobs = () => new ProtocolError("Cannot read a page of jobs: nothing came");
    const { result, kept } = await walkFake(fakeCi([], { failJobs }), seconds(0, 1));
    expect(result.holes).toMatchObject([{ cause: "undecodable", evidence: null }]);
    expect(kept.size).toBe(0);
  });
});

describe("walkWindow(), when a page of one second cannot be decoded", () => {
  it("makes the second a hole whose jobs come out of order one by one", async () => {
    const jobs = jobsBySecond([2, 2, 2]);
    const ci = fakeCi(jobs, {
      bounds: "inclusive",
      compare: (a, b) => b.createdAt - a.createdAt,
      poison: new Set([idAt(0, 0)]),
    });
    const { result } = await walkFake(ci, seconds(1, 2));
    expect(result.holes).toMatchObject([{ from: at(1), to: at(2), cause: "order-unreliable" }]);
  });

  it("makes the second a hole that refuses to be read one by one", async () => {
    const failJobs = ({ request }: { request: { size: number } }) =>
      request.size === 1 ? refusal(403, "AccessDenied") : null;
    const ci = fakeCi(jobsBySecond([2]), { failJobs, poison: new Set([idAt(0, 0)]) });
    const { result } = await walkFake(ci, seconds(0, 1));
    expect(result.holes).toMatchObject([{ from: at(0), to: at(1), cause: "access-denied" }]);
  });

  it("finds the second whole that can be read one by one", async () => {
    const failJobs = ({ request }: { request: { size: number } }) =>
      request.size > 1 ? new ProtocolError("Cannot read a page of jobs: it was cut short") : null;
    const { found, result } = await walkFake(fakeCi(jobsBySecond([2, 3]), { failJobs }), seconds(0, 2));
    expect(idsOf(found)).toEqual(["c0n0", "c0n1", "c1n0", "c1n1", "c1n2"]);
    expect(result.holes).toEqual([]);
  });

  it("has nothing left to give up on in the last second", async () => {
    const ci = fakeCi([], { failJobs: () => new ProtocolError("Cannot read a page of jobs: it is HTML") });
    const { result } = await walkFake(ci, seconds(0, 1), { limits: { maxTroubles: 0 } });
    expect(result.holes).toMatchObject([{ from: at(0), to: at(1), cause: "undecodable" }]);
  });
});
