import { describe, expect, it } from "vitest";
import type { Scope } from "../../../lib/core/scope.ts";
import { createDamageLog } from "../../../lib/usecases/recheck/damage-log.ts";
import { inBatches, type PendingChunk, readPendingChunks } from "../../../lib/usecases/recheck/pending-chunks.ts";
import type { CommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aScope } from "../../fakes/samples.ts";
import { amendment, commitRows, known, ledgerLine, never, openRow, pending } from "./a-committed-night.ts";

interface Pending {
  isAsked?(scope: Scope): boolean;
  readonly outdated?: readonly CommittedNight[];
}

async function pendingOf(
  store: MemoryStore,
  inputs: readonly CommittedNight[],
  { isAsked = () => true, outdated = [] }: Pending = {},
) {
  const chunks: PendingChunk[] = [];
  const plan = { name: { family: "pic", date: "2026-11-23" }, inputs, outdated } as const;
  const log = createDamageLog(store, []);
  for await (const chunk of readPendingChunks(log, plan, isAsked, never)) chunks.push(chunk);
  return chunks;
}

const idsOf = (chunks: readonly PendingChunk[]) =>
  chunks.map(({ night, jobs }) => `${night} ${jobs.map(({ row }) => row.jobId).join(" ")}`);

describe("readPendingChunks()", () => {
  it("goes through the nights before this one, and heeds what the later ones told", async () => {
    const store = memoryStore();
    const inputs = [
      await commitRows(store, "2026-11-21", { open: [[openRow("a", 1), openRow("b", 2), openRow("c", 3)]] }),
      await commitRows(store, "2026-11-22", { open: [[openRow("d", 1)]], amendments: [amendment("a", 1)] }),
      await commitRows(store, "2026-11-24", { open: [[openRow("e", 1)]], amendments: [amendment("c", 3)] }),
    ];
    expect(idsOf(await pendingOf(store, inputs))).toEqual(["2026-11-21 b", "2026-11-22 d"]);
  });

  it("goes through outdated nights first, and heeds what they told", async () => {
    const store = memoryStore();
    const outdated = [
      await commitRows(store, "2026-11-19", { open: [[openRow("x", 1), openRow("y", 2)]] }),
      await commitRows(store, "2026-11-20", { amendments: [amendment("x", 1, { night: "2026-11-19" })] }),
    ];
    const inputs = [await commitRows(store, "2026-11-21", { open: [[openRow("a", 1)]] })];
    const chunks = await pendingOf(store, inputs, { outdated });
    expect(idsOf(chunks)).toEqual(["2026-11-19 y", "2026-11-21 a"]);
    expect(chunks.map((chunk) => chunk.outdated)).toEqual([true, false]);
  });

  it("counts the open jobs of a night that lie before a chunk", async () => {
    const store = memoryStore();
    const open = [[openRow("a", 1), openRow("b", 2), openRow("c", 70), openRow("d", 130)]];
    const ledgers = [ledgerLine(0, 60), ledgerLine(60, 120), ledgerLine(120, 180)];
    const inputs = [
      await commitRows(store, "2026-11-21", { open, ledgers }),
      await commitRows(store, "2026-11-22", { open: [[openRow("e", 1)]], amendments: [amendment("a", 1)] }),
    ];
    const chunks = await pendingOf(store, inputs);
    expect(idsOf(chunks)).toEqual(["2026-11-21 b", "2026-11-21 c", "2026-11-21 d", "2026-11-22 e"]);
    expect(chunks.map(({ position }) => position)).toEqual([0, 1, 2, 0]);
  });

  it("leaves out scopes that are not asked for, and chunks of which nothing is open", async () => {
    const store = memoryStore();
    const gone = { ...aScope, queueId: "pqueue2" };
    const open = [[openRow("a", 1), openRow("b", 100)], [openRow("g", 1, gone)]];
    const ledgers = [ledgerLine(0, 60), ledgerLine(60, 120)];
    const inputs = [
      await commitRows(store, "2026-11-21", { open, ledgers }),
      await commitRows(store, "2026-11-22", { amendments: [amendment("a", 1)] }),
    ];
    const isAsked = ({ queueId }: Scope) => queueId !== "pqueue2";
    expect(idsOf(await pendingOf(store, inputs, { isAsked }))).toEqual(["2026-11-21 b"]);
  });

  it.each([
    ["a tenth of the window is open", { Submitted: 1, Pause: 1, Success: 10, Cancel: 4, Failed: 4 }, false],
    ["more than a tenth is", { Submitted: 1, Odd: 1, Success: 17 }, true],
    ["the chunk is a part of the window's open jobs", { Submitted: 20, Success: 179 }, true],
    ["a tenth, and a part", { Submitted: 20, Success: 180 }, false],
  ])("reads the span again or not, when %s", async (_, byState, walk) => {
    const store = memoryStore();
    const open = [[openRow("a", 1), openRow("b", 2)]];
    const ledgers = [ledgerLine(0, 60, byState)];
    const [chunk] = await pendingOf(store, [await commitRows(store, "2026-11-21", { open, ledgers })]);
    expect(chunk?.walk).toBe(walk);
  });

  it("does not read a span again for the few of its jobs that are open still", async () => {
    const store = memoryStore();
    const rows = Array.from({ length: 10 }, (_, index) => openRow(`a${index}`, 1 + index));
    const ended = rows.slice(1).map(({ jobId }, index) => amendment(jobId, 2 + index));
    const inputs = [
      await commitRows(store, "2026-11-21", {
        open: [rows],
        ledgers: [ledgerLine(0, 60, { Running: 10, Success: 5 })],
      }),
      await commitRows(store, "2026-11-22", { amendments: ended }),
    ];
    expect(await pendingOf(store, inputs)).toMatchObject([{ walk: false, jobs: [{ row: { jobId: "a0" } }] }]);
  });

  it("does not read again what the ledger says nothing of", async () => {
    const store = memoryStore();
    const inputs = [await commitRows(store, "2026-11-21", { open: [[openRow("a", 1)]] })];
    expect(await pendingOf(store, inputs)).toMatchObject([{ walk: false }]);
  });
});

describe("inBatches()", () => {
  it("takes chunks together until they are enough", async () => {
    async function* chunks() {
      for (const size of [2, 1, 3, 1, 1]) {
        yield pending(Array.from({ length: size }, (_, index) => known(`${size}-${index}`, index)));
      }
    }
    const sizes: number[][] = [];
    for await (const batch of inBatches(chunks(), 3)) sizes.push(batch.map(({ jobs }) => jobs.length));
    expect(sizes).toEqual([[2, 1], [3], [1, 1]]);
  });

  it("makes no batch of nothing", async () => {
    async function* none() {}
    for await (const _ of inBatches(none(), 3)) expect.unreachable();
  });
});
