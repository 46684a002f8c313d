import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import type { NightName } from "../../../lib/core/key.ts";
import type { AuditResult } from "../../../lib/usecases/audit/audit-night.ts";
import { type FanningOut, type NightUnderWay, noFanOut } from "../../../lib/usecases/fan-out/fanning-out.ts";
import { memoryStore, type StoreCall } from "../../fakes/memory-store.ts";
import { toldEvents } from "../../fakes/told-events.ts";
import { catchUpTo, openNights, told } from "./nights.ts";

const elsewhere = { region: "ap-x", namespace: "default", function: "diff" };

function failingOn(pattern: RegExp) {
  const failures: StoreCall[] = [];
  const store = memoryStore((call) => {
    if (!pattern.test(`${call.name} ${call.key}`)) return null;
    failures.push(call);
    return new NetworkError("Cannot reach it");
  });
  return { store, failures };
}

describe("catchUp", () => {
  it("audits the newest night of a new audit, and has its diff made", async () => {
    const nights = openNights();
    expect(told(await catchUpTo("2026-11-21", nights))).toEqual(["2026-11-21 new", "2026-11-21 diff made"]);
    expect(nights.store.objects.has("v1/commits/family=pic/date=2026-11-21/diff-r0001.json")).toBe(true);
  });

  it("audits missed nights first, oldest first, each with its diff", async () => {
    const nights = openNights();
    await catchUpTo("2026-11-21", nights);
    expect(told(await catchUpTo("2026-11-24", nights))).toEqual([
      "2026-11-22 new",
      "2026-11-23 new",
      "2026-11-24 new",
      "2026-11-22 diff made",
      "2026-11-23 diff made",
      "2026-11-24 diff made",
    ]);
    expect(nights.read).toEqual(["2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24"]);
  });

  it("does nothing twice: a timer that fires again finds all done", async () => {
    const nights = openNights();
    await catchUpTo("2026-11-21", nights);
    const before = nights.store.objects.size;
    expect(told(await catchUpTo("2026-11-21", nights))).toEqual(["2026-11-21 already"]);
    expect(nights.store.objects.size).toBe(before);
  });

  it("lets what comes later in a family wait for a night that is spread over several instances", async () => {
    const nights = openNights();
    await catchUpTo("2026-11-21", nights);
    const spread = (name: NightName): NightUnderWay => ({
      underWay: {
        name,
        fanOut: { runId: "a1", discovery: 1, fanOut: 1 },
        shards: 3,
        done: 1,
        started: 0,
        notStarted: 0,
        problem: null,
      },
    });
    const fanOut: FanningOut<NightUnderWay> = { ...noFanOut, consider: async ({ plan }) => spread(plan.name) };
    const caughtUp = await catchUpTo("2026-11-23", { ...nights, fanOut });
    expect(caughtUp.underWay).toEqual([spread({ family: "pic", date: "2026-11-22" }).underWay]);
    expect(caughtUp.waiting).toEqual([{ family: "pic", date: "2026-11-23", step: "audit" }]);
    expect(told(caughtUp)).toEqual([]);
    expect(told(await catchUpTo("2026-11-23", nights)).slice(0, 2)).toEqual(["2026-11-22 new", "2026-11-23 new"]);
  });

  it("fills a gap, and has every later night compared anew", async () => {
    const nights = openNights();
    for (const date of ["2026-11-21", "2026-11-23"]) await catchUpTo(date, nights, { nights: 0 });
    expect(told(await catchUpTo("2026-11-24", nights))).toEqual([
      "2026-11-22 new",
      "2026-11-24 new",
      "2026-11-22 diff made",
      "2026-11-23 diff made",
      "2026-11-24 diff made",
    ]);
    expect(nights.store.objects.has("v1/commits/family=pic/date=2026-11-23/diff-r0002.json")).toBe(true);
  });

  it("has the newest night's diff made when a run was killed before it", async () => {
    const nights = openNights();
    await catchUpTo("2026-11-21", nights);
    for (const key of nights.store.objects.keys()) if (key.includes("diff")) nights.store.objects.delete(key);
    expect(told(await catchUpTo("2026-11-21", nights))).toEqual(["2026-11-21 already", "2026-11-21 diff made"]);
  });

  it("goes on after a night that failed, and begins there the next time", async () => {
    const nights = openNights();
    await catchUpTo("2026-11-21", nights);
    const { store, failures } = failingOn(/claim .*date=2026-11-22/);
    for (const [key, bytes] of nights.store.objects) store.objects.set(key, bytes);
    const caughtUp = await catchUpTo("2026-11-23", { ...nights, store });
    expect(told(caughtUp)).toEqual([
      "2026-11-23 new",
      "2026-11-23 diff made",
      "2026-11-22 audit failed: NetworkError: Cannot reach it",
    ]);
    expect(failures).toHaveLength(1);
    for (const [key, bytes] of store.objects) nights.store.objects.set(key, bytes);
    expect(told(await catchUpTo("2026-11-23", nights))).toEqual([
      "2026-11-22 new",
      "2026-11-23 already",
      "2026-11-22 diff made",
      "2026-11-23 diff made",
    ]);
  });

  it("starts the function that is there for diffs, and leaves the rest to it", async () => {
    const nights = { ...openNights(), diffFunction: elsewhere };
    expect(told(await catchUpTo("2026-11-21", nights))).toEqual(["2026-11-21 new", "2026-11-21 diff started"]);
    expect(nights.started).toEqual([{ ...elsewhere, event: { date: "2026-11-21", family: "pic" } }]);
    expect([...nights.store.objects.keys()].filter((key) => key.includes("diff"))).toEqual([]);
  });

  it("tells what it started and made, what it committed, and what failed", async () => {
    const events = toldEvents();
    const committed: string[] = [];
    const onAudited = ({ manifest }: AuditResult) => void committed.push(manifest.night);
    const nights = { ...openNights(), events, onAudited };
    await catchUpTo("2026-11-21", nights);
    await catchUpTo("2026-11-21", nights);
    expect(committed).toEqual(["2026-11-21"]);
    const of = { family: "pic", night: "2026-11-21" };
    const commit = "v1/commits/family=pic/date=2026-11-21/diff-r0001.json";
    expect(events.of("diff-made")).toEqual([
      { event: "diff-made", ...of, revision: 1, commit, worse: 0, already: false, durationMs: 0 },
    ]);
    const start = () => Promise.reject(new NetworkError("Cannot start it"));
    await catchUpTo("2026-11-22", { ...nights, diffFunction: elsewhere, functions: { start } });
    await catchUpTo("2026-11-23", { ...nights, diffFunction: elsewhere });
    expect(events.of("work-failed")).toEqual([
      { event: "work-failed", ...of, night: "2026-11-22", step: "diff", code: "NETWORK", message: "Cannot start it" },
    ]);
    expect(events.of("diff-started").map(({ event: _, ...facts }) => facts)).toEqual([
      { ...of, night: "2026-11-22", diffFunction: "diff", serviceRequestId: "r1" },
      { ...of, night: "2026-11-23", diffFunction: "diff", serviceRequestId: "r1" },
    ]);
  });

  it("keeps a night whose diff fails", async () => {
    const start = () => Promise.reject(new NetworkError("Cannot start it"));
    const nights = { ...openNights(), diffFunction: elsewhere, functions: { start } };
    expect(told(await catchUpTo("2026-11-21", nights))).toEqual([
      "2026-11-21 new",
      "2026-11-21 diff failed: NetworkError: Cannot start it",
    ]);
  });

  it.each([
    [0, 900_000, ["2026-11-22 new", "2026-11-23 new", "2026-11-24 new"], []],
    [300_000, 900_000, ["2026-11-22 new", "2026-11-23 new"], ["2026-11-24 audit left"]],
    [300_000, 1_050_000, ["2026-11-22 new", "2026-11-23 new", "2026-11-24 new"], []],
    [300_000, 1_049_999, ["2026-11-22 new", "2026-11-23 new"], ["2026-11-24 audit left"]],
    [500_000, 900_000, ["2026-11-22 new"], ["2026-11-23 audit left", "2026-11-24 audit left"]],
  ])("begins no night that would likely not end: %i ms a night, %i in all", async (nightMs, limitMs, done, left) => {
    const first = openNights();
    await catchUpTo("2026-11-21", first);
    const nights = { ...openNights({ nightMs, limitMs }), store: first.store };
    const caughtUp = await catchUpTo("2026-11-24", nights);
    expect(told({ ...caughtUp, diffs: [] })).toEqual([...done, ...left]);
  });

  it("stops where time ends, and names what is left", async () => {
    const first = openNights();
    await catchUpTo("2026-11-21", first);
    const time = new AbortController();
    const onProgress = () => time.abort(new NetworkError("time is up"));
    const nights = { ...openNights(), store: first.store, onProgress };
    expect(told(await catchUpTo("2026-11-23", nights, {}, time.signal))).toEqual([
      "2026-11-22 audit failed: NetworkError: time is up",
      "2026-11-23 audit left",
    ]);
  });
});
