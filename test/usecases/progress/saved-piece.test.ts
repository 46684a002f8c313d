import { describe, expect, it } from "vitest";
import type { DisorderRow, PieceRow } from "../../../lib/core/schema/progress.ts";
import { scopeKey } from "../../../lib/core/scope.ts";
import { noProgress, type RunProgress } from "../../../lib/usecases/progress/run-progress.ts";
import { disorderRow, loadPieces, pieceRow, tallyOf } from "../../../lib/usecases/progress/saved-piece.ts";
import { noFailedWork } from "../../../lib/usecases/report/failed-work.ts";
import { createSpool, type Run } from "../../../lib/usecases/report/spool.ts";
import { createWindowSink } from "../../../lib/usecases/report/window-sink.ts";
import { fingerprinting } from "../../fakes/fingerprinting.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";
import { keysOf } from "../audit/stored.ts";

const { signal } = new AbortController();
const window = { from: midnight, to: midnight + 60_000 };
const counts = { pages: 1, duplicates: 0, outside: 0, foreign: 0, restarts: 0, halvings: 0, retries: 0, rate: 7 };
const judgement = { asOf: window.to, queuedAfterMs: 1_000, runningAfterMs: 1_000, queuePaused: false };

/** A piece with a failed job and one that is open, as a walk makes it. */
async function aPiece(spool: ReturnType<typeof createSpool>) {
  const request = { scope: aScope, judgement, failedWork: noFailedWork, fingerprints: fingerprinting };
  const sink = createWindowSink(request, spool, signal);
  await sink.add([aJob({ id: "a", state: "Failed" }), aJob({ id: "b", state: "Running", endedAt: null })], false);
  const { tally, groups, ...rows } = await sink.finish();
  const planned = scopeKey(aScope);
  const detail = "https://u:5ec2e7@h.example";
  const hole = { ...window, cause: "network", detail, requestId: null, evidence: null } as const;
  const walk = { ordered: true, counts, holes: [hole], foreignScopes: new Set([planned, "other"]), refusal: null };
  const line = await spool.keep(Buffer.from("{}\n"), signal);
  const told = { jobs: 2, byState: { Failed: 1, Running: 1 }, byVerdict: { failed: 1, "stuck.running": 1 } };
  return { reading: { window, walk, counts: told, tally: line, rows }, tally, groups };
}

function progressOf(rows: readonly (PieceRow | DisorderRow)[]): RunProgress {
  return {
    ...noProgress,
    async readPieces(take) {
      for (const row of rows) await take(JSON.parse(JSON.stringify(row)));
      return midnight;
    },
  };
}

async function textOf(runs: readonly Run[]): Promise<string> {
  return (await Promise.all(runs.map((run) => run.read(signal)))).join("");
}

describe("pieceRow(), loadPieces()", () => {
  it.each([
    ["in memory", 1 << 20],
    ["spooled in the store", 0],
  ])("give back what was read, with lines %s", async (_, memoryBytes) => {
    const store = memoryStore();
    const spool = createSpool(store, "run1", memoryBytes);
    const piece = await aPiece(spool);
    const row = await pieceRow(aScope, piece, (key) => key === scopeKey(aScope), signal);
    expect(JSON.stringify(row).includes('"lines"')).toBe(memoryBytes > 0);
    expect(JSON.stringify(row)).not.toContain("5ec2e7");
    const spooled = keysOf(store);
    const { of, savedAt } = await loadPieces(progressOf([row]), spool, signal);
    const [again] = of.get(scopeKey(aScope)) ?? [];
    if (again === undefined) expect.unreachable();
    expect(savedAt).toBe(midnight);
    const tally = await tallyOf(again, signal);
    expect([again.tally, tally.jobs, again.reading.window, again.reading.counts]).toEqual([
      null,
      2,
      window,
      piece.reading.counts,
    ]);
    expect([...again.reading.walk.foreignScopes]).toEqual([scopeKey(aScope)]);
    for (const dataset of ["findings", "open", "recoveries"] as const) {
      expect(await textOf(again.reading.rows[dataset])).toBe(await textOf(piece.reading.rows[dataset]));
    }
    expect(await textOf(again.groups.flat())).toBe(await textOf(piece.groups.flat()));
    // The tally is spooled anew; nothing else is.
    expect(keysOf(store).length - spooled.length).toBe(memoryBytes > 0 ? 0 : 1);
  });

  it.each<[string, (stored: Uint8Array) => Uint8Array | null]>([
    ["is gone", () => null],
    ["was changed", (stored) => stored.slice(0, -1)],
  ])("takes nothing of a piece of which a spooled line %s", async (_, damage) => {
    const store = memoryStore();
    const spool = createSpool(store, "run1", 0);
    const row = await pieceRow(aScope, await aPiece(spool), () => true, signal);
    const [open] = row.open;
    if (open === undefined || !("key" in open)) expect.unreachable();
    const left = damage(store.objects.get(open.key) ?? expect.unreachable());
    if (left === null) store.objects.delete(open.key);
    else store.objects.set(open.key, left);
    const whole = { ...row, open: [] };
    const { of } = await loadPieces(progressOf([row, whole]), spool, signal);
    expect(of.get(scopeKey(aScope))).toHaveLength(1);
  });

  it("tell of scopes whose order was seen broken, whether or not anything was read of them since", async () => {
    const spool = createSpool(memoryStore(), "run1", 1 << 20);
    const row = await pieceRow(aScope, await aPiece(spool), () => true, signal);
    const other = { ...aScope, queueId: "other" };
    const saved = [row, disorderRow(other, window), { ...row, queueId: "third", ordered: false }];
    const { disordered } = await loadPieces(progressOf(saved), spool, signal);
    expect([...disordered]).toEqual([scopeKey(other), scopeKey({ ...aScope, queueId: "third" })]);
  });
});
