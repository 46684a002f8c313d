import { describe, expect, it } from "vitest";
import type { OpenJob } from "../../../lib/core/schema/finding.ts";
import { createDamageLog } from "../../../lib/usecases/recheck/damage-log.ts";
import { type OpenChunk, readOpenChunks } from "../../../lib/usecases/recheck/open-chunks.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aScope, midnight } from "../../fakes/samples.ts";
import { commitRows, ledgerLine, type NightRows, never, openRow } from "./a-committed-night.ts";

const other = { ...aScope, tag: "PosterProduction" };

async function chunksOf(rows: NightRows, maxRows = 100): Promise<OpenChunk[]> {
  const store = memoryStore();
  const { manifest } = await commitRows(store, "2026-11-21", rows);
  const chunks: OpenChunk[] = [];
  for await (const chunk of readOpenChunks(createDamageLog(store, []), manifest, maxRows, never)) chunks.push(chunk);
  return chunks;
}

const idsOf = (chunks: readonly OpenChunk[]) => chunks.map(({ rows }) => rows.map(({ jobId }) => jobId).join(" "));
const secondsOf = ({ window }: OpenChunk) => [(window.from - midnight) / 1_000, (window.to - midnight) / 1_000];
const rows = (...seconds: readonly number[]): OpenJob[] => seconds.map((second, index) => openRow(`c${index}`, second));

describe("readOpenChunks()", () => {
  it("cuts at the windows of the ledger and tells the one that holds a chunk", async () => {
    const ledgers = [ledgerLine(0, 60, { Running: 2 }), ledgerLine(60, 90, { Running: 1 }), ledgerLine(90, 120)];
    const chunks = await chunksOf({ open: [rows(0, 59, 60, 100)], ledgers });
    expect(idsOf(chunks)).toEqual(["c0 c1", "c2", "c3"]);
    expect(chunks.map(({ ledger }) => ledger)).toEqual(ledgers);
    expect(chunks.map(secondsOf)).toEqual([
      [0, 60],
      [60, 61],
      [100, 101],
    ]);
    expect(chunks[0]).toMatchObject({ night: "2026-11-21", scope: aScope });
  });

  it("cuts between scopes, though their windows are the same", async () => {
    const open = [rows(1, 2), [openRow("p0", 3, other), openRow("p1", 3, other)]];
    const ledgers = [ledgerLine(0, 60), ledgerLine(0, 60, {}, other)];
    const chunks = await chunksOf({ open, ledgers });
    expect(idsOf(chunks)).toEqual(["c0 c1", "p0 p1"]);
    expect(chunks.map(({ scope }) => scope)).toEqual([aScope, other]);
    expect(chunks.map(({ ledger }) => ledger)).toEqual(ledgers);
  });

  it("cuts after so many rows, but never within a second", async () => {
    const chunks = await chunksOf({ open: [rows(1, 1, 1, 1, 2, 3, 4, 5)], ledgers: [ledgerLine(0, 60)] }, 2);
    expect(idsOf(chunks)).toEqual(["c0 c1 c2 c3", "c4 c5", "c6 c7"]);
    expect(chunks.map(secondsOf)).toEqual([
      [1, 2],
      [2, 4],
      [4, 6],
    ]);
  });

  it("tells no window where the ledger has none", async () => {
    const ledgers = [ledgerLine(0, 60), ledgerLine(0, 60, {}, { ...aScope, queueId: "pqueue0" }), ledgerLine(90, 120)];
    const chunks = await chunksOf({ open: [rows(60, 130)], ledgers });
    expect(chunks.map(({ ledger }) => ledger)).toEqual([null]);
  });

  it("reads files one after the other, and nothing of a night without open jobs", async () => {
    const ledgers = [ledgerLine(0, 60)];
    expect(idsOf(await chunksOf({ open: [rows(1), [openRow("d", 2)]], ledgers }))).toEqual(["c0 d"]);
    const store = memoryStore();
    const { manifest } = await commitRows(store, "2026-11-21", { ledgers });
    for await (const _ of readOpenChunks(createDamageLog(store, []), manifest, 1, never)) expect.unreachable();
    expect(store.calls.filter(({ name }) => name === "get")).toEqual([]);
  });
});
