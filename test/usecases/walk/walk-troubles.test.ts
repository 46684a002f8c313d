/** What a walk leaves unread, and that it leaves nothing else unread. */

import { describe, expect, it } from "vitest";
import { DeadlineError, NetworkError, ProtocolError, ServiceError } from "../../../lib/core/errors.ts";
import type { Hole } from "../../../lib/core/hole.ts";
import type { Job } from "../../../lib/core/job.ts";
import type { CloudInfinite } from "../../../lib/ports/cloud-infinite.ts";
import { type FakeCiOptions, fakeCi } from "../../fakes/fake-ci.ts";
import { aJob } from "../../fakes/samples.ts";
import { at, idsOf, idsWithin, jobsBySecond, seconds } from "./seconds.ts";
import { walkFake } from "./walk-fake.ts";

const minute = seconds(0, 60);
const threeEach = jobsBySecond(
  Array.from({ length: 62 }, () => 3),
  -1,
);

function refusal(status: number, serviceCode: string): ServiceError {
  return new ServiceError(`Cannot list jobs: ${status} ${serviceCode}`, {
    status,
    serviceCode,
    requestId: "request-7",
  });
}

describe("walkWindow(), when the service refuses", () => {
  it("leaves a hole from where the reading stood to the end", async () => {
    const failJobs = ({ page }: { page: number }) => (page === 4 ? refusal(403, "AccessDenied") : null);
    const { found, result } = await walkFake(fakeCi(threeEach, { failJobs }), minute, { limits: { pageSize: 10 } });
    expect(result.holes).toEqual([
      {
        from: at(9),
        to: at(60),
        cause: "access-denied",
        detail: "Cannot list jobs: 403 AccessDenied",
        requestId: "request-7",
        evidence: null,
      },
    ]);
    expect(idsOf(found)).toEqual(idsWithin(threeEach, seconds(0, 10)));
    expect(result.refusal).toBeNull();
  });

  it("tells the refusal when nothing at all was answered", async () => {
    const error = refusal(400, "InvalidArgument");
    const { result } = await walkFake(fakeCi(threeEach, { failJobs: () => error }), minute);
    expect(result.refusal).toBe(error);
    expect(result.holes).toMatchObject([{ from: at(0), to: at(60), cause: "service-error" }]);
  });

  it.each([
    [new NetworkError("Cannot reach the service: reset"), "network"],
    [new DeadlineError("Cannot list jobs: time was used up"), "network"],
    [refusal(429, "SlowDown"), "service-error"],
    [refusal(500, "InternalErrror"), "service-error"],
  ])("names the hole that %s leaves", async (error, cause) => {
    const { result } = await walkFake(fakeCi([], { failJobs: () => error }), minute);
    expect(result.holes).toMatchObject([{ from: at(0), to: at(60), cause, detail: error.message }]);
  });

  it("leaves no hole when it refuses behind the last job of the window", async () => {
    const failJobs = ({ page }: { page: number }) => (page === 2 ? refusal(403, "AccessDenied") : null);
    const jobs = jobsBySecond([1, 1, 9]);
    const ci = fakeCi(jobs, { bounds: "inclusive", failJobs });
    const { found, result } = await walkFake(ci, seconds(0, 2), { limits: { pageSize: 4 } });
    expect(result.holes).toEqual([]);
    expect(idsOf(found)).toEqual(["c0n0", "c1n0"]);
  });
});

describe("walkWindow(), when chains lead nowhere", () => {
  const full = jobsBySecond([1, 40, 1, 1]);
  const looping: FakeCiOptions = { loops: (_, jobs) => jobs.every(({ createdAt }) => createdAt === at(1)) };

  it("makes a second that never ends a hole, and reads the rest", async () => {
    const { found, result } = await walkFake(fakeCi(full, looping), seconds(0, 4), { limits: { pageSize: 5 } });
    expect(result.holes).toMatchObject([{ from: at(1), to: at(2), cause: "token-loop" }]);
    expect(idsOf(found)).toEqual(expect.arrayContaining(["c0n0", "c2n0", "c3n0"]));
    expect(new Set(idsOf(found)).size).toBe(found.length);
  });

  it("loses at most the next second too, where the overlap brings the endless one along", async () => {
    const ci = fakeCi(full, { ...looping, bounds: "inclusive" });
    const { found, result } = await walkFake(ci, seconds(0, 4), { limits: { pageSize: 5 } });
    expect(result.holes.map(({ from, to }) => [from, to])).toEqual([
      [at(1), at(2)],
      [at(2), at(3)],
    ]);
    expect(idsOf(found)).toEqual(expect.arrayContaining(["c0n0", "c3n0"]));
  });

  it.each([0, 2])("leaves no hole for an endless second that comes %i seconds behind its end", async (behind) => {
    const jobs = jobsBySecond([1, 1, 0, 0, 40]);
    const looping = fakeCi(jobs, {
      bounds: "inclusive",
      loops: (_, page) => page.some((job) => job.createdAt === at(4)),
    });
    const beyond: CloudInfinite["listJobs"] = (request, signal) =>
      looping.listJobs({ ...request, createdTo: request.createdTo + behind * 1_000 }, signal);
    const end = 4 - behind;
    const { found, result } = await walkFake({ ...looping, listJobs: beyond }, seconds(0, end), {
      limits: { pageSize: 5 },
    });
    expect(idsOf(found)).toEqual(["c0n0", "c1n0"]);
    expect(result.holes).toEqual([]);
  });

  it.each([400, 404, 410])("starts anew where a token is refused with %i", async (status) => {
    const failJobs = ({ page }: { page: number }) => (page > 3 ? refusal(status, "InvalidArgument") : null);
    const ci = fakeCi(threeEach, { failJobs });
    const { found, result } = await walkFake(ci, minute, { limits: { pageSize: 4 } });
    expect(result.holes).toEqual([]);
    expect(idsOf(found)).toEqual(idsWithin(threeEach, minute));
  });

  it("starts anew at the page cap", async () => {
    const limits = { pageSize: 4, maxPages: 3 };
    const { found, result } = await walkFake(fakeCi(threeEach), minute, { limits });
    expect(result.counts.restarts).toBeGreaterThan(0);
    expect(result.holes).toEqual([]);
    expect(idsOf(found)).toEqual(idsWithin(threeEach, minute));
  });

  it("bears as many empty pages in a row as its limits say, and no more", async () => {
    const limits = { maxIdlePages: 3, maxTroubles: 0 };
    const emptyUntil = (last: number) => fakeCi(full, { fill: ({ page }) => (page <= last ? 0 : 100) });
    const borne = await walkFake(emptyUntil(2), seconds(0, 4), { limits });
    expect(borne.result.holes).toEqual([]);
    expect(idsOf(borne.found)).toEqual(idsWithin(full, seconds(0, 4)));
    const lost = await walkFake(emptyUntil(3), seconds(0, 4), { limits });
    expect(lost.result.holes).toMatchObject([
      { from: at(0), to: at(1), cause: "token-loop", detail: "3 pages in a row brought no new job" },
      { from: at(1), to: at(4), cause: "token-loop", detail: "3 pages in a row brought no new job" },
    ]);
  });

  it.each<[string, (call: number) => string, readonly Job[], number]>([
    ["no job and the same token", () => "token", [], 120],
    ["one job and the same token", () => "token", [aJob({ id: "c1", createdAt: at(-1) })], 120],
    ["the same job and a new token", (call) => `token-${call}`, [aJob({ id: "c1", createdAt: at(0) })], 5_200],
    ["no job and a new token", (call) => `token-${call}`, [], 5_200],
  ])("gives up on a service that answers %s for ever", async (_, tokenOf, jobs, most) => {
    let calls = 0;
    const listJobs = async () => {
      calls += 1;
      return { jobs, nextToken: tokenOf(calls), retries: 0, requestId: null };
    };
    const { result } = await walkFake({ ...fakeCi([]), listJobs }, seconds(0, 86_400));
    expect(calls).toBeLessThan(most);
    expectNoGap(result.holes);
  });

  it("takes a page for idle whose job the same chain listed before, the only one of its second or not", async () => {
    const [a, b, c] = [
      aJob({ id: "a", createdAt: at(0) }),
      aJob({ id: "b", createdAt: at(0) }),
      aJob({ id: "c", createdAt: at(1) }),
    ];
    const tokens: (string | null)[] = [];
    const listJobs = async ({ token }: { token: string | null }) => {
      tokens.push(token);
      return {
        jobs: tokens.length === 1 ? [a, b] : [c],
        nextToken: `token-${tokens.length}`,
        retries: 0,
        requestId: null,
      };
    };
    const limits = { maxIdlePages: 3, maxTroubles: 0 };
    await walkFake({ ...fakeCi([]), listJobs }, seconds(0, 4), { limits });
    // Two pages with something new, and three without.
    expect(tokens.indexOf(null, 1)).toBe(5);
  });

  it("does not take a busy second before the window for a circle, by pages of one", async () => {
    const jobs = jobsBySecond([150, 3, 2, 1], -1);
    const ci = fakeCi(jobs, { bounds: "inclusive" });
    const { found, result } = await walkFake(ci, seconds(0, 3), { limits: { pageSize: 1 } });
    expect(result.holes).toEqual([]);
    expect(idsOf(found)).toEqual(idsWithin(jobs, seconds(0, 3)));
  });

  it("does not take a busy second that is read again for a circle", async () => {
    const jobs = jobsBySecond([150, 3, 2, 1]);
    const ci = fakeCi(jobs, { bounds: "inclusive", poison: new Set(["c1n0"]) });
    const { found, result } = await walkFake(ci, seconds(0, 4));
    expect(new Set(result.holes.map(({ cause }) => cause))).toEqual(new Set(["undecodable"]));
    expect(idsOf(found).filter((id) => id.startsWith("c0n"))).toHaveLength(150);
  });

  it("gives up at once on an answer of another kind, and keeps it", async () => {
    const page = new ProtocolError("Cannot read: it looks like HTML", { body: Buffer.from("<html>"), foreign: true });
    const ci = fakeCi([], { failJobs: () => page });
    const { result, kept } = await walkFake(ci, seconds(0, 86_400));
    expect(ci.requests).toHaveLength(1);
    expect(result.holes).toMatchObject([{ from: at(0), to: at(86_400), cause: "undecodable" }]);
    expect([...kept.values()]).toEqual(["<html>"]);
    expect(result.refusal).toBe(page);
  });

  it("gives up on a service that answers nothing but garbage", async () => {
    const ci = fakeCi([], { failJobs: () => new ProtocolError("Cannot read a page of jobs: it is HTML") });
    const { result } = await walkFake(ci, seconds(0, 86_400));
    expect(ci.requests.length).toBeLessThan(32);
    expectNoGap(result.holes);
  });

  function expectNoGap(holes: readonly Hole[]): void {
    expect(holes.map(({ from }) => from)).toEqual([at(0), ...holes.slice(0, -1).map(({ to }) => to)]);
    expect(holes.at(-1)?.to).toBe(at(86_400));
  }
});
