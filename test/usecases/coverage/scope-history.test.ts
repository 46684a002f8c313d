import { describe, expect, it } from "vitest";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aScope } from "../../fakes/samples.ts";
import { cover, told, twoNights } from "./covered.ts";
import { commitLedgered, placeAt, statedHole } from "./ledgered-night.ts";

describe("createScopeHistories(), by coverNights()", () => {
  const without = { queues: ["p1"] };

  it("has a scope of the night before as a hole that is not even named", async () => {
    const coverage = await cover(await twoNights({}, without));
    expect(told(coverage)).toEqual(["2026-11-20 p2 scope-left-out 24-48"]);
    expect(coverage.scopes[1]).toMatchObject({ ended: "2026-11-20", unaccountedMs: 0 });
    expect(told(await cover(await twoNights({}, without), "2026-11-20", "2026-11-20"))).toHaveLength(1);
  });

  it.each([
    ["excluded with its bucket", { excluded: [{ bucket: aScope.bucket, queueId: null, reason: "a test" }] }, 1],
    ["excluded by itself", { excluded: [{ bucket: aScope.bucket, queueId: "p2", reason: "a test" }] }, 1],
    ["noted", { notes: [{ ...placeAt("p2"), note: "unknown" }] }, 0],
  ])("takes no scope for a hole that is %s", async (_, change, excluded) => {
    const coverage = await cover(await twoNights({}, { ...without, change }));
    expect(coverage.holes).toEqual([]);
    expect(coverage.excluded).toHaveLength(excluded);
  });

  it("tells a scope once that is a hole and is not there", async () => {
    const change = { holes: [statedHole("2026-11-20", [0, 24], "p2")] };
    expect(told(await cover(await twoNights({}, { ...without, change })))).toEqual(["2026-11-20 p2 network 24-48"]);
  });

  it("takes no other exclusion for one", async () => {
    const change = { excluded: [{ bucket: aScope.bucket, queueId: "p3", reason: "a test" }] };
    expect(told(await cover(await twoNights({}, { ...without, change })))).toHaveLength(1);
  });

  it("knows when a scope began, ended and began again", async () => {
    const store = memoryStore();
    const gone = { queues: ["p1"], change: { notes: [{ ...placeAt("p2"), note: "unknown" }] } };
    await commitLedgered(store, "2026-11-19", gone);
    await commitLedgered(store, "2026-11-20");
    await commitLedgered(store, "2026-11-21", gone);
    const ended = (await cover(store, "2026-11-19", "2026-11-21")).scopes[1];
    expect(ended).toMatchObject({ began: "2026-11-20", ended: "2026-11-21", unaccountedMs: 0 });
    await commitLedgered(store, "2026-11-22");
    const back = (await cover(store, "2026-11-19", "2026-11-22")).scopes[1];
    expect(back).toMatchObject({ began: "2026-11-20", ended: null, unaccountedMs: 0 });
    expect(back?.spans).toHaveLength(2);
  });

  it("tells each exclusion once, with its first and its last night", async () => {
    const change = { excluded: [{ bucket: "raw-1250000000", queueId: null, reason: "not ours" }] };
    const { excluded } = await cover(await twoNights({ change }, { change }));
    expect(excluded).toEqual([
      { bucket: "raw-1250000000", queueId: null, reason: "not ours", first: "2026-11-19", last: "2026-11-20" },
    ]);
  });
});
