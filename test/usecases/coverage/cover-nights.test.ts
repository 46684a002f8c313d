import { describe, expect, it } from "vitest";
import { NetworkError, StoreError } from "../../../lib/core/errors.ts";
import type { LedgerLine } from "../../../lib/core/schema/ledger.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aScope } from "../../fakes/samples.ts";
import { cover, dayMs, missingHours, start, told, twoNights } from "./covered.ts";
import { commitLedgered, hourMs, statedHole } from "./ledgered-night.ts";

describe("coverNights()", () => {
  it("finds every second accounted for where nights meet and ledgers show all of them read", async () => {
    const coverage = await cover(await twoNights());
    expect(coverage).toMatchObject({
      nights: 2,
      holes: [],
      excluded: [],
      span: { from: start, to: start + 2 * dayMs },
    });
    const whole = { began: null, ended: null, spans: [{ from: start, to: start + 2 * dayMs }], unaccountedMs: 0 };
    expect(coverage.scopes).toEqual([
      { scope: { ...aScope, queueId: "p1" }, ...whole },
      { scope: { ...aScope, queueId: "p2" }, ...whole },
    ]);
  });

  it("does not believe a night that calls itself complete: an hour without a line is a hole", async () => {
    const store = await twoNights({ lines: (lines) => lines.filter((_, index) => index !== 24 + 5) });
    const coverage = await cover(store);
    expect(told(coverage)).toEqual(["2026-11-19 p2 not-in-ledger 5-6"]);
    expect(missingHours(coverage)).toEqual([0, 1]);
    expect(coverage.scopes[1]?.spans).toEqual([
      { from: start, to: start + 5 * hourMs },
      { from: start + 6 * hourMs, to: start + 2 * dayMs },
    ]);
  });

  it("takes a scope without any line for a hole as a whole, and none that is stated as one", async () => {
    const lines = (all: LedgerLine[]) => all.filter(({ queueId }) => queueId !== "p2");
    const silent = await cover(await twoNights({}, { lines }));
    expect(told(silent)).toEqual(["2026-11-20 p2 not-in-ledger 24-48"]);
    const holes = [statedHole("2026-11-20", [0, 24], "p2")];
    const stated = await cover(await twoNights({}, { lines, change: { holes, status: "incomplete" } }));
    expect(told(stated)).toEqual(["2026-11-20 p2 network 24-48"]);
    expect(missingHours(stated)).toEqual([0, 24]);
  });

  it("tells what the ledger holds as a hole and the manifest does not state", async () => {
    const hole = statedHole("2026-11-19", [3, 4], "p1");
    const store = await twoNights({
      lines: (lines) => lines.map((line, index) => (index === 3 ? { ...line, end: "hole", holes: [hole] } : line)),
    });
    expect(told(await cover(store))).toEqual(["2026-11-19 p1 network 3-4"]);
    const both = await twoNights({
      change: { holes: [hole] },
      lines: (lines) => lines.map((line, index) => (index === 3 ? { ...line, end: "hole", holes: [hole] } : line)),
    });
    expect(told(await cover(both))).toEqual(["2026-11-19 p1 network 3-4"]);
  });

  it("heeds no line of a scope that the manifest does not have", async () => {
    const strangers = (lines: LedgerLine[]) => lines.slice(0, 24).map((line) => ({ ...line, queueId: "p0" }));
    const last = (lines: LedgerLine[]) => lines.slice(0, 24).map((line) => ({ ...line, queueId: "p3" }));
    const store = await twoNights({ lines: (lines) => [...strangers(lines), ...lines, ...last(lines)] });
    expect((await cover(store)).holes).toEqual([]);
  });

  it("tells a span that two windows hold", async () => {
    const store = await twoNights({
      lines: (lines) => lines.flatMap((line, index) => (index === 7 ? [line, line] : [line])),
    });
    expect(told(await cover(store))).toEqual(["2026-11-19 p1 read-twice 7-8"]);
  });

  it("takes a hole of a whole bucket for one of each of its scopes, in the counts", async () => {
    const hole = { ...statedHole("2026-11-19", [0, 2], "p1"), queueId: null, tag: null };
    const coverage = await cover(await twoNights({ change: { holes: [hole] } }));
    expect(told(coverage)).toEqual(["2026-11-19 null network 0-2"]);
    expect(missingHours(coverage)).toEqual([2, 2]);
  });

  it("lists jobs of earlier nights that could not be seen again, and takes nothing from that night", async () => {
    const coverage = await cover(await twoNights({}, { change: { holes: [statedHole("2026-11-19", [1, 2], "p1")] } }));
    expect(told(coverage)).toEqual(["2026-11-20 p1 network 1-2"]);
    expect(missingHours(coverage)).toEqual([0, 0]);
  });
});

describe("coverNights(), night by night", () => {
  it("has a night that is missing, from where the one before ends to where the next begins", async () => {
    const store = memoryStore();
    await commitLedgered(store, "2026-11-19");
    await commitLedgered(store, "2026-11-21");
    const coverage = await cover(store, "2026-11-19", "2026-11-21");
    expect(told(coverage)).toEqual(["2026-11-20 null not-committed 24-48"]);
    expect(missingHours(coverage)).toEqual([24, 24]);
  });

  it("has every night that is missing at the end, and at the beginning if it was asked for", async () => {
    const store = memoryStore();
    await commitLedgered(store, "2026-11-20");
    const all = await cover(store, "2026-11-18", "2026-11-22");
    expect(told(all)).toEqual([
      "2026-11-18 null not-committed -24-0",
      "2026-11-19 null not-committed 0-24",
      "2026-11-21 null not-committed 48-72",
      "2026-11-22 null not-committed 72-96",
    ]);
    expect(missingHours(all)).toEqual([48, 48]);
    const sinceFirst = await cover(store, "2026-11-18", "2026-11-20", true);
    expect(sinceFirst).toMatchObject({ from: "2026-11-20", holes: [] });
  });

  it("begins with the first committed night unless another was asked for", async () => {
    const store = memoryStore();
    await commitLedgered(store, "2026-11-19");
    const coverage = await cover(store, "2026-11-07", "2026-11-20", true);
    expect(coverage.from).toBe("2026-11-19");
    expect(told(coverage)).toEqual(["2026-11-20 null not-committed 24-48"]);
  });

  it("misses no night whose whole day lies in the one before", async () => {
    const store = memoryStore();
    await commitLedgered(store, "2026-11-19", {
      change: { span: { from: "2026-11-18T16:00:00.000Z", to: "2026-11-20T16:00:00.000Z" } },
    });
    await commitLedgered(store, "2026-11-21");
    expect(await cover(store, "2026-11-19", "2026-11-21")).toMatchObject({ holes: [], nights: 2 });
  });

  it("has the last night as a hole when none is committed at all", async () => {
    expect(told(await cover(memoryStore(), "2026-11-07", "2026-11-20", true))).toEqual([
      "2026-11-20 null not-committed 24-48",
    ]);
  });

  it.each([
    ["2026-11-19T17:00:00.000Z", "2026-11-20 null nights-apart 24-25", 1],
    ["2026-11-19T14:00:00.000Z", "2026-11-20 null nights-overlap 22-24", 0],
  ])("tells two nights that do not meet: the second from %s", async (from, hole, missing) => {
    const span = { from, to: "2026-11-20T16:00:00.000Z" };
    const coverage = await cover(await twoNights({}, { change: { span } }));
    expect(told(coverage)).toEqual([hole]);
    expect(missingHours(coverage)).toEqual([missing, missing]);
    expect(told(await cover(await twoNights({}, { change: { span } }), "2026-11-20", "2026-11-20"))).toEqual([hole]);
  });

  it("has a night as a hole whose commit or manifest cannot be read, and says why", async () => {
    const store = await twoNights();
    store.objects.set("v1/commits/family=pic/date=2026-11-20/r0001.json", Buffer.from("{"));
    const coverage = await cover(store);
    expect(told(coverage)).toEqual(["2026-11-20 null report-damaged 24-48"]);
    expect(coverage.holes[0]?.detail).toMatch(/^Cannot read v1\/commits\/.*r0001\.json: it is not a commit$/);
  });

  it.each([
    ["findings", "p1", [24, 0]],
    ["queues", "null", [24, 24]],
    ["ledgers", "null", [24, 24]],
  ])("has a damaged file of the %s as a hole over the night, in its place", async (dataset, queueId, missing) => {
    const store = await twoNights();
    const key =
      [...store.objects.keys()].find((each) => each.startsWith(`v1/${dataset}/family=pic/date=2026-11-19`)) ?? "";
    store.objects.delete(key);
    const coverage = await cover(store);
    expect(told(coverage)).toEqual([`2026-11-19 ${queueId} report-damaged 0-24`]);
    expect(coverage.holes[0]?.detail).toBe(`Cannot read the report: ${key} is missing`);
    expect(missingHours(coverage)).toEqual(missing);
  });

  it("throws when no night at all can be asked for, and what is no fault of a report", async () => {
    const closed = memoryStore(() => new StoreError("there is no such bucket"));
    await expect(cover(closed)).rejects.toThrow("there is no such bucket");
    const store = await twoNights();
    const gone = memoryStore(({ key }) => (key.includes("findings") ? new NetworkError("no answer came") : null));
    for (const [key, bytes] of store.objects) gone.objects.set(key, bytes);
    await expect(cover(gone)).rejects.toThrow(NetworkError);
    const cut = memoryStore(({ key }) => (key.includes("ledgers") ? new NetworkError("no answer came") : null));
    for (const [key, bytes] of store.objects) cut.objects.set(key, bytes);
    await expect(cover(cut)).rejects.toThrow(NetworkError);
    await expect(cover(memoryStore(() => new NetworkError("no answer came")))).rejects.toThrow(NetworkError);
  });
});
