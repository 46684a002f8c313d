import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import type { NightName } from "../../../lib/core/key.ts";
import { outstandingDiffs } from "../../../lib/usecases/audit/outstanding-diffs.ts";
import { readCommittedDiff } from "../../../lib/usecases/diff/read-diff.ts";
import type { MemoryStore } from "../../fakes/memory-store.ts";
import { catchUpTo, type Nights, openNights, requestOf, told } from "./nights.ts";

const signal = new AbortController().signal;
const diffFunction = { region: "ap-x", namespace: "default", function: "diff" };

/** A store with these nights, each audited by its name, and the diffs that were made then. */
async function audited(dates: readonly string[]): Promise<MemoryStore> {
  const nights = openNights();
  for (const date of dates) await catchUpTo(date, nights, { nights: 0 });
  return nights.store;
}

async function historyOf(store: MemoryStore, date: string): Promise<readonly string[] | undefined> {
  const committed = await readCommittedDiff(store, { family: "pic", date }, signal);
  return committed?.manifest.history.map(({ night }) => night);
}

function forgetDiffs({ objects }: MemoryStore, date: string): void {
  for (const key of objects.keys()) if (key.includes("diff") && key.includes(date)) objects.delete(key);
}

/** Nights whose diffs another function makes, which takes `startMs` to start and fails on the dates of `failing`. */
function startingNights(store: MemoryStore, { startMs = 0, limitMs = 900_000, failing = [] as string[] } = {}): Nights {
  const nights = openNights({ limitMs });
  const start: Nights["functions"]["start"] = async (name, event, abort) => {
    nights.clock.pass(startMs);
    if (failing.includes((event as { date: string }).date)) throw new NetworkError("Cannot start it");
    return nights.functions.start(name, event, abort);
  };
  return { ...nights, store, diffFunction, functions: { start } };
}

describe("diffs that are outstanding", () => {
  it("are made of every night, not of the newest alone, where a run was killed before them", async () => {
    const store = await audited(["2026-11-21", "2026-11-22", "2026-11-23"]);
    for (const date of ["2026-11-21", "2026-11-22"]) forgetDiffs(store, date);
    const nights = { ...openNights(), store };
    expect(told(await catchUpTo("2026-11-23", nights))).toEqual([
      "2026-11-23 already",
      "2026-11-21 diff made",
      "2026-11-22 diff made",
    ]);
  });

  it("are started by the next run when starting failed, while the others are started by this one", async () => {
    const store = await audited(["2026-11-21"]);
    const failing = startingNights(store, { failing: ["2026-11-22"] });
    expect(told(await catchUpTo("2026-11-23", failing))).toEqual([
      "2026-11-22 new",
      "2026-11-23 new",
      "2026-11-23 diff started",
      "2026-11-22 diff failed: NetworkError: Cannot start it",
    ]);
    const nights = startingNights(store);
    expect(told(await catchUpTo("2026-11-24", nights)).slice(0, 2)).toEqual([
      "2026-11-24 new",
      "2026-11-22 diff started",
    ]);
  });

  it("are those too that do not know a night which was made up for later, by whomever", async () => {
    const store = await audited(["2026-11-21", "2026-11-23", "2026-11-24", "2026-11-22"]);
    expect(await historyOf(store, "2026-11-23")).toEqual(["2026-11-21"]);
    expect(told(await catchUpTo("2026-11-24", { ...openNights(), store }))).toEqual([
      "2026-11-24 already",
      "2026-11-23 diff made",
      "2026-11-24 diff made",
    ]);
    expect(await historyOf(store, "2026-11-23")).toEqual(["2026-11-22", "2026-11-21"]);
    expect(await historyOf(store, "2026-11-24")).toEqual(["2026-11-23", "2026-11-22", "2026-11-21"]);
  });

  it.each([
    ["2026-10-26", ["2026-10-26", "2026-11-23"]],
    ["2026-10-25", ["2026-10-25"]],
  ])("need know no night further back than a diff looks, such as %s", async (date, expected) => {
    const newest: NightName = { family: "pic", date: "2026-11-23" };
    const committed = await readCommittedDiff(await audited([newest.date]), newest, signal);
    const present = [
      { name: { ...newest, date }, manifest: "of another night" },
      { name: newest, manifest: committed?.manifest.of.manifest ?? "" },
    ];
    const diffs = new Map([[newest, { manifest: committed?.manifest ?? null }]]);
    expect(outstandingDiffs(present, diffs).map(({ name }) => name.date)).toEqual(expected);
  });

  it("may be started again while they are being made", async () => {
    const store = await audited(["2026-11-21"]);
    forgetDiffs(store, "2026-11-21");
    const nights = startingNights(store);
    for (const _firing of [1, 2]) await catchUpTo("2026-11-21", nights);
    expect(nights.started).toHaveLength(2);
  });

  it.each([
    [300_000, 900_000, ["2026-11-21 diff started", "2026-11-22 diff started", "2026-11-23 diff left"]],
    [300_000, 1_050_000, ["2026-11-21 diff started", "2026-11-22 diff started", "2026-11-23 diff started"]],
    [700_000, 900_000, ["2026-11-21 diff started", "2026-11-22 diff left", "2026-11-23 diff left"]],
  ])("are left, and named, where too little time is left: %i ms each, %i in all", async (startMs, limitMs, diffs) => {
    const store = await audited(["2026-11-21", "2026-11-22", "2026-11-23"]);
    for (const date of ["2026-11-21", "2026-11-22", "2026-11-23"]) forgetDiffs(store, date);
    const nights = startingNights(store, { startMs, limitMs });
    expect(told(await catchUpTo("2026-11-23", nights))).toEqual(["2026-11-23 already", ...diffs]);
  });

  it("are named without reading anything when time ends in an audit", async () => {
    const store = await audited(["2026-11-21", "2026-11-22"]);
    forgetDiffs(store, "2026-11-22");
    const time = new AbortController();
    const nights = { ...openNights(), store, onProgress: () => time.abort(new NetworkError("time is up")) };
    expect(told(await catchUpTo("2026-11-24", nights, {}, time.signal))).toEqual([
      "2026-11-23 audit failed: NetworkError: time is up",
      "2026-11-24 audit left",
      "2026-11-22 diff left",
    ]);
  });
});

describe("a run that finds all done", () => {
  /** Of each night its commit and its diff's, each with the revision that is not there, and the diff's two files. */
  const readsPerNight = 2 + 4;
  /** The commit of the newest, once more, and its manifest. */
  const readsOfNewest = 3;

  it("reads a few small files a night, and does nothing else", async () => {
    const dates = Array.from({ length: 8 }, (_, index) => `2026-11-${14 + index}`);
    const store = await audited(dates);
    store.calls.length = 0;
    const nights = startingNights(store);
    expect(told(await catchUpTo("2026-11-21", nights))).toEqual(["2026-11-21 already"]);
    expect(store.calls.filter(({ name }) => name !== "get")).toEqual([]);
    expect(store.calls).toHaveLength(8 * readsPerNight + readsOfNewest);
    expect([nights.read, nights.started]).toEqual([[], []]);
  });

  it("looks four weeks further back while the audit is younger than the nights it makes up for", async () => {
    const store = await audited(["2026-11-20", "2026-11-21"]);
    store.calls.length = 0;
    await catchUpTo("2026-11-21", { ...openNights(), store });
    expect(store.calls).toHaveLength(6 + 28 + 2 * readsPerNight + readsOfNewest);
  });
});

describe("a damaged report among the nights before", () => {
  const cutShort = Buffer.from("{");

  it("whose diff cannot be read is told, and the newest night is audited and compared", async () => {
    const store = await audited(["2026-11-20", "2026-11-21", "2026-11-22"]);
    const key = "v1/commits/family=pic/date=2026-11-21/diff-r0001.json";
    store.objects.set(key, cutShort);
    expect(told(await catchUpTo("2026-11-23", { ...openNights(), store }))).toEqual([
      "2026-11-23 new",
      "2026-11-23 diff made",
      `2026-11-21 diff failed: StoreError: Cannot read memory:reports/${key}: it was cut short, or written by another version of this program`,
    ]);
  });

  it("which a diff had to leave out is no reason to make that diff again", async () => {
    const store = await audited(["2026-11-20", "2026-11-21", "2026-11-22"]);
    forgetDiffs(store, "2026-11-22");
    for (const key of store.objects.keys())
      if (key.startsWith("v1/summaries/family=pic/date=2026-11-21/")) store.objects.delete(key);
    const nights = { ...openNights(), store };
    expect(told(await catchUpTo("2026-11-22", nights))).toEqual(["2026-11-22 already", "2026-11-22 diff made"]);
    expect(await historyOf(store, "2026-11-22")).toEqual(["2026-11-20"]);
    expect(told(await catchUpTo("2026-11-22", nights))).toEqual(["2026-11-22 already"]);
  });

  it("whose commit cannot be read is told, and stands in the way of no night that does not read it", async () => {
    const store = await audited(["2026-11-20", "2026-11-21", "2026-11-22"]);
    const key = "v1/commits/family=pic/date=2026-11-21/r0001.json";
    store.objects.set(key, cutShort);
    forgetDiffs(store, "2026-11-22");
    const request = { requestOf: (name: NightName) => ({ ...requestOf(name), openMaxAgeNights: 1 }) };
    expect(told(await catchUpTo("2026-11-23", startingNights(store), request))).toEqual([
      "2026-11-23 new",
      "2026-11-22 diff started",
      "2026-11-23 diff started",
      `2026-11-21 audit failed: StoreError: Cannot read memory:reports/${key}: it is not a commit`,
    ]);
  });
});
