/** Windows that several workers read: the same answer, sooner, and told as if one had read it. */

import { describe, expect, it } from "vitest";
import { ServiceError } from "../../../lib/core/errors.ts";
import type { FakeCi, FakeCiOptions } from "../../fakes/fake-ci.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aScope, midnight } from "../../fakes/samples.ts";
import { scopes } from "./a-night.ts";
import { playNight, skewedJobs, skewedNight, type Turns, uneven } from "./shared-nights.ts";
import { bytesOf, keysOf, rowsOf } from "./stored.ts";

const hourMs = 3_600_000;
const summary = /^v1\/summaries\//;
const answers = /^v1\/(findings|groups|open|carried|amendments|recoveries|queues|summaries)\//;

interface Line {
  readonly from: string;
  readonly to: string;
  readonly jobs: number;
  readonly pages: number;
  readonly queueId: string;
  readonly tag: string;
}

function linesOf(night: Awaited<ReturnType<typeof playNight>>): Line[] {
  return rowsOf(night.store, night, "ledgers") as Line[];
}

function told({ from, to, jobs, queueId, tag }: Line) {
  return { from, to, jobs, queueId, tag };
}

describe("a window that several workers read", () => {
  it.each<[string, Turns]>([
    ["steady", () => 1],
    ["uneven", uneven],
  ])("comes to the same bytes at concurrency 1, 16 and 64, with answers at a pace that is %s", async (_, turnsOf) => {
    const one = await playNight({ concurrency: 1 }, { turnsOf });
    expect(one.manifest).toMatchObject({ jobs: 2_000, status: "complete" });
    for (const concurrency of [16, 64]) {
      const many = await playNight({ concurrency }, { turnsOf });
      expect(bytesOf(many.store, answers)).toEqual(bytesOf(one.store, answers));
      expect(many.manifest).toMatchObject({ jobs: 2_000, status: "complete", holes: [] });
    }
  });

  it("has the lines in the ledger that it has when one worker reads it, but for what was asked", async () => {
    const one = await playNight({ concurrency: 1 });
    const many = await playNight({ concurrency: 64 }, { turnsOf: uneven });
    expect(linesOf(many).map(told)).toEqual(linesOf(one).map(told));
    const asked = linesOf(many).reduce((sum, { pages }) => sum + pages, 0);
    expect(asked).toBe(many.ci.requests.filter(({ size }) => size === 10).length);
  });

  it("is read in little more time than equal shares would take, and with few pages more", async () => {
    const one = await playNight({ concurrency: 1 });
    const sixteen = await playNight({ concurrency: 16 });
    expect(sixteen.turns).toBeLessThan(one.turns / 8);
    expect(sixteen.ci.requests.length).toBeLessThan(one.ci.requests.length * 1.15);
  });

  it("takes at most 1.35 times the ideal, and at most a tenth more pages, at 66 pages a worker", async () => {
    const [scope = aScope] = scopes;
    const jobs = skewedJobs(scope, midnight, 4_000);
    const night = await playNight({ concurrency: 6, tags: [scope.tag] }, { jobs });
    const asked = night.ci.requests.filter(({ scope: { queueId }, size }) => queueId === scope.queueId && size === 10);
    expect(night.manifest.jobs).toBe(4_000);
    // Turns are as long as an answer takes, and this machine's time counts for nothing.
    expect(night.turns / (400 / 6)).toBeLessThanOrEqual(1.35);
    expect(asked.length / 400).toBeLessThanOrEqual(1.1);
  }, 120_000);

  it.each<[string, FakeCiOptions, { readonly isCut: boolean }]>([
    ["the bounds count in", { bounds: "inclusive" }, { isCut: true }],
    ["pages are short or empty", { fill: ({ call }) => call % 14 }, { isCut: true }],
    ["tokens loop", { loops: ({ page }) => page >= 4 }, { isCut: true }],
    ["tokens expire", { expireAfter: 4 }, { isCut: true }],
    ["the order is broken", { compare: (a, b) => b.createdAt - a.createdAt }, { isCut: false }],
  ])("comes to the same when %s", async (_, cloud, { isCut }) => {
    const plain = bytesOf((await playNight({ concurrency: 1 })).store, answers);
    const alone = startsIn((await playNight({ concurrency: 1 }, { cloud })).ci);
    for (const turnsOf of [() => 1, uneven]) {
      const { store, manifest, ci } = await playNight({ concurrency: 16 }, { cloud, turnsOf });
      expect(manifest.holes).toEqual([]);
      expect(bytesOf(store, answers)).toEqual(plain);
      expect(startsIn(ci) > alone).toBe(isCut);
    }
  });

  it("is read again by one worker where the order breaks in a part that another took, and counts all of it", async () => {
    // One in four seconds: it is listed behind those that are up to 14 s younger, and nothing else is out of order.
    const inHour = skewedJobs(scopes[0] ?? aScope).filter(({ job }) => job.createdAt >= midnight + 7.8 * hourMs);
    const late = inHour.find(({ job }) => job.createdAt < midnight + 8 * hourMs)?.job.id ?? expect.fail("there is one");
    const listedAt = ({ id, createdAt }: { readonly id: string; readonly createdAt: number }) =>
      createdAt + (id === late ? 14_500 : 0);
    const cloud: FakeCiOptions = { compare: (a, b) => listedAt(a) - listedAt(b) };
    const plain = await playNight({ concurrency: 1 });
    const many = await playNight({ concurrency: 16 }, { cloud, turnsOf: uneven });
    expect(many.manifest).toMatchObject({ jobs: 2_000, status: "complete", holes: [] });
    expect(bytesOf(many.store, answers)).toEqual(bytesOf(plain.store, answers));
    expect(startsIn(many.ci)).toBeGreaterThan(startsIn((await playNight({ concurrency: 1 }, { cloud })).ci));
    const asked = linesOf(many).reduce((sum, { pages }) => sum + pages, 0);
    expect(asked).toBe(many.ci.requests.filter(({ size }) => size === 10).length);
  });

  it("keeps a page that cannot be read to its second, in whosever part it lies", async () => {
    const poisonous = skewedNight.filter((_, index) => index % 1_000 === 10 || index % 1_000 === 200);
    const cloud: FakeCiOptions = { poison: new Set(poisonous.map(({ job }) => job.id)) };
    const one = await playNight({ concurrency: 1 }, { cloud });
    expect(one.manifest.holes.map(({ from }) => Date.parse(from)).sort()).toEqual(
      poisonous.map(({ job }) => job.createdAt).sort(),
    );
    const many = await playNight({ concurrency: 16 }, { cloud, turnsOf: uneven });
    expect(many.manifest.holes).toEqual(one.manifest.holes);
    expect(bytesOf(many.store, answers)).toEqual(bytesOf(one.store, answers));
  });

  it("cannot be cut where all its jobs lie in one second", async () => {
    const [scope = aScope] = scopes;
    const jobs = skewedJobs(scope).map(({ job }, index) => ({
      scope,
      job: { ...job, createdAt: midnight + hourMs, id: `j${index}` },
    }));
    const { manifest, ci } = await playNight({ concurrency: 32 }, { jobs, turnsOf: uneven });
    expect(manifest).toMatchObject({ jobs: 1_000, holes: [] });
    const inHour = ci.requests.filter(
      ({ createdFrom, scope: { queueId, tag } }) =>
        queueId === scope.queueId &&
        tag === scope.tag &&
        createdFrom >= midnight + hourMs - 1_000 &&
        createdFrom < midnight + 2 * hourMs - 1_000,
    );
    expect(inHour.length).toBeLessThan(115);
  });

  it("is asked for by nobody else before its scope is answered, and never where that is refused", async () => {
    const refused = new ServiceError("no such queue", { status: 404, serviceCode: "NoSuchQueue", requestId: null });
    const first = await playNight({ concurrency: 64 });
    const { store } = first;
    const failJobs: FakeCiOptions["failJobs"] = ({ request }) =>
      request.scope.tag === "ImageInspect" ? refused : null;
    const next = { date: "2026-11-22", family: "pic" } as const;
    const jobs = [...skewedNight, ...scopes.slice(0, 2).flatMap((scope) => skewedJobs(scope, midnight + 24 * hourMs))];
    const { ci } = await playNight({ concurrency: 64, name: next }, { store, jobs, cloud: { failJobs } });
    const asked = ci.requests.filter(({ scope, order }) => scope.tag === "ImageInspect" && order === "Asc");
    const firsts = new Set(asked.map(({ createdFrom }) => createdFrom));
    expect(firsts.size).toBeLessThanOrEqual(2);
  });

  it("is cut before its first page where the night before was full", async () => {
    const store = memoryStore();
    await playNight({ concurrency: 64 }, { store });
    const jobs = [...skewedNight, ...scopes.slice(0, 2).flatMap((scope) => skewedJobs(scope, midnight + 24 * hourMs))];
    const next = { name: { family: "pic", date: "2026-11-22" }, concurrency: 256 } as const;
    const told = await playNight(next, { store, jobs });
    const bare = await playNight(next, { jobs });
    expect(told.manifest.jobs).toBe(bare.manifest.jobs);
    expect(bytesOf(told.store, summary)).toHaveLength(2);
    expect(chainsBegun(told.ci)).toBeGreaterThan(2 * chainsBegun(bare.ci));
  });

  it("is cut all the same where the ledger of the night before is gone or damaged", async () => {
    const store = memoryStore();
    await playNight({ concurrency: 64 }, { store });
    const jobs = [...skewedNight, ...scopes.slice(0, 2).flatMap((scope) => skewedJobs(scope, midnight + 24 * hourMs))];
    for (const key of keysOf(store, /\/ledgers\//)) store.objects.set(key, Buffer.from("no ledger"));
    const name = { family: "pic", date: "2026-11-22" } as const;
    const many = await playNight({ name, concurrency: 64 }, { store, jobs });
    const one = await playNight({ name, concurrency: 1 }, { jobs });
    expect(many.manifest).toMatchObject({ status: "complete", holes: [], jobs: one.manifest.jobs });
    expect(startsIn(many.ci, 31)).toBeGreaterThan(startsIn(one.ci, 31) + 10);
  });
});

/** At how many places of the full hour, from then on, chains were begun. */
function startsIn({ requests }: FakeCi, hour = 7): number {
  const from = midnight + hour * hourMs - 1_000;
  const begun = requests.filter(({ size, token, createdFrom }) => size === 10 && token === null && createdFrom >= from);
  return new Set(begun.flatMap(({ createdFrom }) => (createdFrom < from + hourMs ? [createdFrom] : []))).size;
}

/** In the full hour of the second day, before any of them goes on. */
function chainsBegun({ requests }: FakeCi): number {
  const from = midnight + 31 * hourMs - 1_000;
  const there = requests.filter(
    ({ size, createdFrom }) => size === 10 && createdFrom >= from && createdFrom < from + hourMs,
  );
  return there.findIndex(({ token }) => token !== null);
}
