/** Nights with holes, as runs that catch up come to them. */

import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import { readCommittedDiff } from "../../../lib/usecases/diff/read-diff.ts";
import { catchUpTo, type Nights, openNights, told } from "./nights.ts";

const signal = new AbortController().signal;

/** The service lists no job of these dates. */
function silentOn(nights: Nights, dates: readonly string[]): Nights {
  const listJobs: Nights["ci"]["listJobs"] = async (request, abort) => {
    const date = new Date(request.createdTo + 8 * 3_600_000 - 1).toISOString().slice(0, 10);
    if (dates.includes(date) && request.scope.tag !== "ImageInspect") throw new NetworkError("reset");
    return nights.ci.listJobs(request, abort);
  };
  return { ...nights, ci: { ...nights.ci, listJobs } };
}

/** Whoever asks for the jobs of the date waits until `ms` are over, and is told that time is up then or nothing. */
function hangingOn(
  { clock }: Nights,
  hung: string,
  ms: number,
  listJobs: Nights["ci"]["listJobs"],
): Nights["ci"]["listJobs"] {
  return async (request, abort) => {
    const date = new Date(request.createdTo + 8 * 3_600_000 - 1).toISOString().slice(0, 10);
    if (date === hung) {
      clock.pass(ms);
      await new Promise((resolve) => setImmediate(resolve));
      abort.throwIfAborted();
    }
    return listJobs(request, abort);
  };
}

async function withHoles(dates: readonly string[]): Promise<Nights> {
  const nights = openNights();
  for (const date of ["2026-11-20", "2026-11-21", "2026-11-22"]) {
    await catchUpTo(date, silentOn(nights, dates), { nights: 0 });
  }
  return nights;
}

describe("catchUp(), of nights with holes", () => {
  it("repairs them after audits and diffs, oldest first, and has them and the nights behind them compared anew", async () => {
    const nights = await withHoles(["2026-11-21", "2026-11-22"]);
    expect(told(await catchUpTo("2026-11-23", nights))).toEqual([
      "2026-11-23 new",
      "2026-11-21 repaired r2, 0 left",
      "2026-11-22 repaired r2, 0 left",
      "2026-11-23 diff made",
      "2026-11-21 diff made",
      "2026-11-22 diff made",
      "2026-11-23 diff made",
    ]);
    const name = { family: "pic", date: "2026-11-22" } as const;
    const diff = await readCommittedDiff(nights.store, name, signal);
    expect(diff?.commit.revision).toBe(2);
    expect(told(await catchUpTo("2026-11-23", nights))).toEqual(["2026-11-23 already"]);
  });

  it("repairs the newest night too, but none that it audited itself", async () => {
    const nights = openNights();
    const silent = silentOn(nights, ["2026-11-21"]);
    expect(told(await catchUpTo("2026-11-21", silent))).toEqual(["2026-11-21 new", "2026-11-21 diff made"]);
    expect(told(await catchUpTo("2026-11-21", silent))).toEqual([
      "2026-11-21 already",
      "2026-11-21 repaired r1, 2 left",
    ]);
    expect(told(await catchUpTo("2026-11-21", nights))).toEqual([
      "2026-11-21 already",
      "2026-11-21 repaired r2, 0 left",
      "2026-11-21 diff made",
    ]);
  });

  it("leaves those alone that are older than catchUp", async () => {
    const nights = await withHoles(["2026-11-21"]);
    expect(told(await catchUpTo("2026-11-22", nights, { nights: 0 }))).toEqual(["2026-11-22 already"]);
  });

  it("tells of one that fails, and goes on", async () => {
    const nights = await withHoles(["2026-11-21", "2026-11-22"]);
    for (const key of nights.store.objects.keys()) {
      if (key.startsWith("v1/ledgers/family=pic/date=2026-11-21/")) nights.store.objects.delete(key);
    }
    expect(told(await catchUpTo("2026-11-22", nights))).toEqual([
      "2026-11-22 already",
      "2026-11-22 repaired r2, 0 left",
      "2026-11-22 diff made",
      expect.stringMatching(/^2026-11-21 repair failed: StoreError: Cannot read the report: .* is missing$/),
    ]);
  });

  it("gives each its share of the time, and names those that used theirs up", async () => {
    const { store } = await withHoles(["2026-11-21", "2026-11-22"]);
    const slow = { ...openNights(), store };
    const hanging = {
      ...slow,
      ci: { ...slow.ci, listJobs: hangingOn(slow, "2026-11-21", 300_000, slow.ci.listJobs) },
    };
    expect(told(await catchUpTo("2026-11-22", hanging))).toEqual([
      "2026-11-22 already",
      "2026-11-22 repaired r2, 0 left",
      "2026-11-22 diff made",
      "2026-11-21 repair left",
    ]);
    expect(slow.remainingMs()).toBe(600_000);
    expect(slow.clock.sleepers()).toBe(0);
  });

  it("names those that no time was left for", async () => {
    const { store } = await withHoles(["2026-11-21", "2026-11-22"]);
    const nights = { ...openNights({ limitMs: 0 }), store };
    expect(told(await catchUpTo("2026-11-22", nights))).toEqual([
      "2026-11-22 already",
      "2026-11-21 repair left",
      "2026-11-22 repair left",
    ]);
  });

  it("makes the diff of the newest night, however long the repair of another hangs", async () => {
    const first = openNights();
    await catchUpTo("2026-11-20", first, { nights: 0 });
    await catchUpTo("2026-11-21", silentOn(first, ["2026-11-21"]), { nights: 0 });
    for (const newest of ["2026-11-22", "2026-11-23", "2026-11-24"]) {
      const run = { ...openNights(), store: first.store };
      const ci = { ...run.ci, listJobs: hangingOn(run, "2026-11-21", 900_000, run.ci.listJobs) };
      const tale = told(await catchUpTo(newest, { ...run, ci }));
      expect(tale).toContain(`${newest} diff made`);
      expect(tale.at(-1)).toBe("2026-11-21 repair left");
    }
  });

  it("begins no repair while a diff is left", async () => {
    const { store } = await withHoles(["2026-11-21"]);
    const nights = { ...openNights(), store, diffFunction: { region: "ap-x", namespace: "default", function: "diff" } };
    for (const key of store.objects.keys()) if (key.includes("diff-r")) store.objects.delete(key);
    const functions: Nights["functions"] = {
      async start() {
        nights.clock.pass(400_000);
        return { requestId: "r1" };
      },
    };
    expect(told(await catchUpTo("2026-11-22", { ...nights, functions }))).toEqual([
      "2026-11-22 already",
      "2026-11-20 diff started",
      "2026-11-21 repair left",
      "2026-11-21 diff left",
      "2026-11-22 diff left",
    ]);
  });

  it("does not try again what failed before the repairs", async () => {
    const nights = await withHoles(["2026-11-21"]);
    for (const key of nights.store.objects.keys()) {
      if (key.includes("/diffs/") && key.includes("2026-11-22")) nights.store.objects.delete(key);
      if (key.includes("diff-manifest") && key.includes("2026-11-22")) nights.store.objects.delete(key);
    }
    const tale = told(await catchUpTo("2026-11-22", nights));
    expect(tale.filter((each) => each.startsWith("2026-11-22 diff failed"))).toHaveLength(1);
    expect(tale).toContain("2026-11-21 diff made");
  });
});
