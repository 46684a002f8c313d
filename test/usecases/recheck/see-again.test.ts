import { describe, expect, it } from "vitest";
import { ProtocolError, ServiceError } from "../../../lib/core/errors.ts";
import type { LookupRequest } from "../../../lib/ports/cloud-infinite.ts";
import { createBatchLog } from "../../../lib/usecases/progress/batch-log.ts";
import { noJournal } from "../../../lib/usecases/progress/journal.ts";
import { boundless, createLookupBudget } from "../../../lib/usecases/recheck/lookup-budget.ts";
import { createPatience } from "../../../lib/usecases/recheck/patience.ts";
import type { PendingChunk } from "../../../lib/usecases/recheck/pending-chunks.ts";
import { type SeeDeps, seeAgain } from "../../../lib/usecases/recheck/see-again.ts";
import { defaultWalkLimits } from "../../../lib/usecases/walk/window-walk.ts";
import { type FakeCiOptions, fakeCi } from "../../fakes/fake-ci.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";
import { known, never, pending } from "./a-committed-night.ts";

const other = { ...aScope, tag: "PosterProduction" };
const ids = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const held = (prefix: string, count: number, scope = aScope) =>
  ids(count, prefix).map((id, second) => ({
    scope,
    job: aJob({ id, createdAt: midnight + second * 1_000, tag: scope.tag }),
  }));
const chunkOf = (prefix: string, count: number, change: Partial<PendingChunk> = {}) =>
  pending(
    ids(count, prefix).map((id, second) => known(id, second, {}, change.scope)),
    change,
  );

const refusal = new ServiceError("Cannot look jobs up: no", {
  status: 403,
  serviceCode: "AccessDenied",
  requestId: "r",
});
/** Refuses jobs by the number in their id. */
const refusing = (test: (number: number) => boolean) => ({
  failLookups: (request: LookupRequest) => (request.ids.some((id) => test(Number(id.slice(1)))) ? refusal : null),
});

async function see(chunks: readonly PendingChunk[], options: FakeCiOptions = {}, change: Partial<SeeDeps> = {}) {
  const ci = fakeCi([...held("a", 50), ...held("b", 20, other)], options);
  const walk = { ci, isPlanned: () => true, keepRaw: async () => "raw", onPage: () => {}, limits: defaultWalkLimits };
  const judge = () => ({ amendment: null, carried: null });
  const log = createBatchLog({ journal: noJournal, batch: 0, chunks, saved: [], judge });
  const deps = { walk, patience: createPatience(), budget: boundless, concurrency: 4, lookupIds: 1, log, ...change };
  const outcomes = await seeAgain(deps, chunks, never);
  const kinds = chunks.map(({ jobs }) => jobs.map((job) => outcomes.get(job)?.kind[0] ?? "-").join(""));
  return { kinds, outcomes, ci, asked: ci.lookups.map((lookup) => lookup.ids.join()) };
}

describe("seeAgain(), by id", () => {
  it("asks for each job once, and tells what came of each", async () => {
    const chunk = pending([known("a0", 0), known("gone", 1), known("a7", 7)]);
    const { kinds, asked, ci } = await see([chunk, chunkOf("b", 2, { scope: other })]);
    expect(kinds).toEqual(["svs", "ss"]);
    expect([...asked].sort()).toEqual(["a0", "a7", "b0", "b1", "gone"]);
    expect(ci.requests).toEqual([]);
  });

  it("asks for ten at a time of one scope, across its chunks", async () => {
    const chunks = [
      chunkOf("a", 8),
      pending(
        ids(20, "a")
          .slice(8)
          .map((id, index) => known(id, 8 + index)),
      ),
    ];
    const { kinds, asked } = await see([...chunks, chunkOf("b", 3, { scope: other })], {}, { lookupIds: 10 });
    expect(kinds.join("")).toBe("s".repeat(23));
    expect(asked.map((text) => text.split(",").length)).toEqual([10, 10, 3]);
  });

  it("asks no more than so many at a time", async () => {
    let asking = 0;
    let most = 0;
    const ci = fakeCi(held("a", 50));
    const lookUpJobs: typeof ci.lookUpJobs = async (request, signal) => {
      asking += 1;
      most = Math.max(most, asking);
      await new Promise((resolve) => setImmediate(resolve));
      asking -= 1;
      return ci.lookUpJobs(request, signal);
    };
    const limits = defaultWalkLimits;
    const walk = {
      ci: { ...ci, lookUpJobs },
      isPlanned: () => true,
      keepRaw: async () => "raw",
      onPage: () => {},
      limits,
    };
    await see([chunkOf("a", 50)], {}, { walk, concurrency: 3 });
    expect(most).toBe(3);
  });
});

describe("seeAgain(), of a scope that is refused", () => {
  it("stops asking after a round of refusals; the rest is missed for the same reason", async () => {
    const { kinds, asked, outcomes } = await see(
      [chunkOf("a", 50)],
      refusing(() => true),
    );
    expect(kinds).toEqual(["f".repeat(50)]);
    expect(asked).toEqual(ids(8, "a"));
    expect([...outcomes.values()].at(-1)).toMatchObject({ hole: { from: midnight + 49_000, cause: "access-denied" } });
  });

  it.each([
    ["the first five jobs", (number: number) => number < 5, `fffff${"s".repeat(45)}`],
    [
      "five jobs on the way",
      (number: number) => number >= 20 && number < 25,
      `${"s".repeat(20)}fffff${"s".repeat(25)}`,
    ],
    ["all but the eighth", (number: number) => number !== 7 && number < 24, `fffffffs${"f".repeat(42)}`],
  ])("counts every answer there is, when it refuses %s", async (_, test, expected) => {
    for (const concurrency of [1, 7, 64]) {
      expect((await see([chunkOf("a", 50)], refusing(test), { concurrency })).kinds).toEqual([expected]);
    }
  });

  it("asks for ever more jobs a round, as long as it is answered, whatever the concurrency", async () => {
    const sizes: number[] = [];
    const patience = createPatience();
    const tell: typeof patience.tell = (scope, calls) => {
      sizes.push(calls.length);
      patience.tell(scope, calls);
    };
    await see([chunkOf("a", 50)], {}, { patience: { ...patience, tell }, concurrency: 1 });
    expect(sizes).toEqual([8, 16, 26]);
  });

  it("goes on asking for other scopes, and remembers from batch to batch", async () => {
    const patience = createPatience();
    const denied = { failLookups: ({ ids: [id = ""] }: LookupRequest) => (id.startsWith("a") ? refusal : null) };
    const first = await see([chunkOf("a", 9), chunkOf("b", 3, { scope: other })], denied, { patience, concurrency: 1 });
    expect(first.kinds).toEqual(["fffffffff", "sss"]);
    expect(first.asked).toHaveLength(8 + 3);
    const second = await see([chunkOf("a", 4), chunkOf("a", 4, { walk: true })], denied, { patience });
    expect([second.kinds, second.asked, second.ci.requests]).toEqual([["ffff", "ffff"], [], []]);
  });
});

describe("seeAgain(), of jobs that are refused for reasons of their own", () => {
  it.each([
    ["404", new ServiceError("no such job", { status: 404, serviceCode: "JobNotFound", requestId: "r" })],
    ["400", new ServiceError("bad job", { status: 400, serviceCode: "InvalidArgument", requestId: "r" })],
    ["an answer that cannot be read", new ProtocolError("one job has no state", { requestId: "r" })],
  ])("asks for all others, however many answer with %s", async (_, error) => {
    const failLookups = ({ ids: [id = ""] }: LookupRequest) => (Number(id.slice(1)) < 30 ? error : null);
    const { kinds, asked } = await see([chunkOf("a", 50)], { failLookups });
    expect(kinds).toEqual(["f".repeat(30) + "s".repeat(20)]);
    expect(asked).toHaveLength(50);
  });

  it("asks for all others, however many answers say nothing of the job", async () => {
    const alterLookup: FakeCiOptions["alterLookup"] = (answer) =>
      Number(answer.jobs[0]?.id.slice(1)) < 30 ? { ...answer, jobs: [] } : answer;
    expect((await see([chunkOf("a", 50)], { alterLookup })).kinds).toEqual(["f".repeat(30) + "s".repeat(20)]);
  });
});

describe("seeAgain(), of more jobs than may be looked up", () => {
  const budget = createLookupBudget(new Map([["2026-11-21", 20]]), 5, { date: "2026-11-23" });

  it("looks up those whose turn it is, and says why the others are missed", async () => {
    const chunks = [chunkOf("a", 12), chunkOf("b", 8, { scope: other, position: 12 })];
    const { kinds, asked, outcomes } = await see(chunks, {}, { budget });
    expect(kinds).toEqual(["fffffsssssff", "ffffffff"]);
    expect(asked).toEqual(ids(10, "a").slice(5));
    const [first] = outcomes.values();
    expect(first).toMatchObject({ hole: { from: midnight, to: midnight + 1_000, cause: "lookups-spent" } });
  });

  it("reads the list again all the same", async () => {
    const { kinds, asked } = await see([chunkOf("a", 20, { walk: true })], {}, { budget });
    expect([kinds, asked]).toEqual([["s".repeat(20)], []]);
  });

  it("is as sparing with several ids a call", async () => {
    const { kinds, asked } = await see([chunkOf("a", 20)], {}, { budget, lookupIds: 10 });
    expect([kinds, asked]).toEqual([[`fffffsssss${"f".repeat(10)}`], [ids(10, "a").slice(5).join()]]);
  });
});

describe("seeAgain(), by reading a span of the list again", () => {
  it("asks for pages of the chunk's span and for no job", async () => {
    const chunk = pending(
      ids(30, "a")
        .slice(5)
        .map((id, index) => known(id, 5 + index)),
      { walk: true },
    );
    const { kinds, asked, ci } = await see([chunk, chunkOf("b", 2, { scope: other })]);
    expect(kinds).toEqual(["s".repeat(25), "ss"]);
    expect(asked).toEqual(["b0", "b1"]);
    expect(ci.requests).toMatchObject([{ scope: aScope, createdFrom: midnight + 4_000, createdTo: midnight + 30_000 }]);
  });

  it("asks by id for jobs that the list does not bring", async () => {
    const chunk = pending([known("a1", 1), known("gone", 2), known("a40", 3)], { walk: true });
    const { kinds, asked } = await see([chunk]);
    expect(kinds).toEqual(["svs"]);
    expect(asked).toEqual(["gone", "a40"]);
  });

  it("asks by id when the list is refused", async () => {
    const { kinds, asked } = await see([chunkOf("a", 3, { walk: true })], { failJobs: () => refusal });
    expect(kinds).toEqual(["sss"]);
    expect(asked).toEqual(["a0", "a1", "a2"]);
  });
});
