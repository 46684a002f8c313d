import { describe, expect, it } from "vitest";
import { countKnown, type KnownRow, readKnownRows } from "../../../lib/usecases/report/known-rows.ts";
import type { MemoryStore } from "../../fakes/memory-store.ts";
import { amendment } from "../recheck/a-committed-night.ts";
import { aNight, commitLater, day, knownOn, otherScope } from "./told-later.ts";

const { signal } = new AbortController();

async function rowsOn(store: MemoryStore, before: number): Promise<readonly KnownRow[]> {
  const known = await knownOn(store, before);
  const rows: KnownRow[] = [];
  if (known !== null) for await (const row of readKnownRows(store, known, signal)) rows.push(row);
  return rows;
}

function told(rows: readonly KnownRow[]): readonly string[] {
  return rows.map(({ jobId, known }) => `${jobId} ${known.change} ${known.verdict ?? known.state} ${known.since}`);
}

const stuckFailed = amendment("stuck", 2, { state: "Failed", verdict: "failed", reason: "failed late" });

describe("readKnownRows()", () => {
  it("has each job once, in the order of scopes, time and ids, as its night recorded it", async () => {
    const store = await aNight();
    const rows = await rowsOn(store, day(22));
    expect(told(rows)).toEqual([
      "failed null failed 2026-11-21",
      "stuck null stuck.running 2026-11-21",
      "young null Submitted 2026-11-21",
      "other null Submitted 2026-11-21",
    ]);
    expect(rows[0]).toMatchObject({
      schema: "job-audit/finding/v1",
      code: "Broken",
      known: { code: "Broken", message: "no luck" },
    });
    expect(rows[1]).toMatchObject({ schema: "job-audit/finding/v1", state: "Running" });
    expect(rows[2]).toMatchObject({ schema: "job-audit/open-job/v1", verdict: null, fingerprint: null });
    expect(rows[2]?.known).toMatchObject({ verdict: null, fingerprint: null, committedAt: "2026-11-21T16:00:01.000Z" });
  });

  it("has what later nights had learned by then, the last of them first of all", async () => {
    const store = await aNight();
    const changed = amendment("young", 3, { change: "changed", state: "Running", reason: "runs" });
    await commitLater(store, "2026-11-22", { at: day(22) + 1, amendments: [changed] });
    const ended = amendment("young", 3, { reason: "succeeded" });
    await commitLater(store, "2026-11-23", { at: day(23) + 1, amendments: [stuckFailed, ended] });
    expect(told(await rowsOn(store, day(23)))[2]).toBe("young changed Running 2026-11-22");
    const rows = await rowsOn(store, day(24));
    expect(told(rows)).toEqual([
      "failed null failed 2026-11-21",
      "stuck ended failed 2026-11-23",
      "young ended Success 2026-11-23",
      "other null Submitted 2026-11-21",
    ]);
    expect(rows[1]).toMatchObject({ verdict: "stuck.running", reason: "too long", state: "Running" });
    expect(rows[1]?.known).toMatchObject({
      state: "Failed",
      reason: "failed late",
      committedAt: "2026-11-23T16:00:00.001Z",
    });
  });

  it("believes an end whatever was committed later, and of two changes the later one", async () => {
    const store = await aNight();
    const changed = (id: string, second: number, state: string) =>
      amendment(id, second, { change: "changed", state, reason: "runs" });
    await commitLater(store, "2026-11-23", {
      at: day(23) + 1,
      amendments: [changed("young", 3, "Running"), changed("unheard", 4, "Running")],
    });
    // The night before was repaired after it.
    await commitLater(store, "2026-11-22", {
      at: day(24) + 1,
      amendments: [amendment("young", 3, { reason: "succeeded" }), changed("unheard", 4, "Pause")],
    });
    const rows = told(await rowsOn(store, day(25)));
    expect(rows).toContain("young ended Success 2026-11-22");
    expect(rows).toContain("unheard changed Pause 2026-11-22");
    const known = await knownOn(store, day(25));
    expect(known && (await countKnown(store, known, signal))).toEqual({ open: 3, amended: 2, ended: 1 });
  });

  it("leaves out what is told of other nights, and keeps what only a later night told", async () => {
    const store = await aNight();
    const elsewhere = amendment("young", 3, { night: "2026-11-20" });
    const unheard = amendment("unheard", 4, {});
    await commitLater(store, "2026-11-22", { at: day(22) + 1, amendments: [elsewhere, unheard] });
    const rows = await rowsOn(store, day(23));
    expect(told(rows)).toContain("young null Submitted 2026-11-21");
    expect(told(rows)).toContain("unheard ended Success 2026-11-22");
  });
});

describe("countKnown()", () => {
  async function countOn(store: MemoryStore, before: number) {
    const known = await knownOn(store, before);
    return known && countKnown(store, known, signal);
  }

  it("counts jobs that were open, those that were amended since, and how many of these had ended", async () => {
    const store = await aNight();
    const changed = amendment("young", 3, { change: "changed", state: "Running" });
    const vanished = amendment("other", 1, { change: "vanished", scope: otherScope, verdict: "vanished" });
    await commitLater(store, "2026-11-22", { at: day(22) + 1, amendments: [changed, vanished] });
    await commitLater(store, "2026-11-23", { at: day(23) + 1, amendments: [amendment("young", 3)] });
    expect(await countOn(store, day(22))).toEqual({ open: 3, amended: 0, ended: 0 });
    expect(await countOn(store, day(23))).toEqual({ open: 3, amended: 2, ended: 1 });
    expect(await countOn(store, day(24))).toEqual({ open: 3, amended: 2, ended: 2 });
  });
});
