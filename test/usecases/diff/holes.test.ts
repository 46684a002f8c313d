import { describe, expect, it } from "vitest";
import { commitScopes, type NightScope } from "../../fakes/committed-night.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { diffOf, groupsOf, ofKind, tonight } from "./diff-fixture.ts";

const hole: NightScope = { complete: false };

/** Nights in order, the last one tonight. */
async function diffAfter(...nights: readonly (Record<string, NightScope> | null)[]) {
  const store = memoryStore();
  for (const [index, scopes] of nights.entries()) {
    const date = `2026-11-${22 - nights.length + index}`;
    if (scopes !== null) await commitScopes(store, date, scopes);
  }
  return diffOf(store);
}

describe("a diff with a hole", () => {
  it("in the night calls nothing absent in that scope, and still tells what it saw", async () => {
    const told = await diffAfter(
      { q: { failed: { A: 2, B: 3 } }, r: { failed: { A: 2 } } },
      { q: { failed: { B: 1, C: 1 }, complete: false }, r: {} },
    );
    expect(groupsOf(told)).toEqual(["q A unknown 2>?", "q B updated 3>1", "q C new 0>1 worse", "r A absent 2>0"]);
    expect(ofKind(told, "coverage")).toMatchObject([
      { queueId: "q", worse: true, before: "complete", after: "incomplete", baseline: "2026-11-20" },
    ]);
    expect(told.diff).toMatchObject({
      status: "incomplete",
      headline: { failed: { before: 2, after: 0 }, scopes: { complete: 1, incomplete: 1 } },
      scopes: [
        { queueId: "q", complete: false, failed: null, ended: null, worse: 2 },
        { queueId: "r", complete: true, failed: { before: 2, after: 0 } },
      ],
    });
    expect(told.diff.worst.map(({ kind }) => kind)).toEqual(["coverage", "group"]);
  });

  it("in the night before takes an older baseline for that scope and for no other", async () => {
    const told = await diffAfter(
      { q: { failed: { A: 2 } }, r: { failed: { A: 9 } } },
      { q: hole, r: { failed: { B: 1 } } },
      { q: {}, r: {} },
    );
    expect(groupsOf(told)).toEqual(["q A absent 2>0", "r B absent 1>0"]);
    expect(ofKind(told, "group").map(({ baseline }) => baseline)).toEqual(["2026-11-19", "2026-11-20"]);
    expect(told.diff.baselines).toEqual([
      { night: "2026-11-20", scopes: 1 },
      { night: "2026-11-19", scopes: 1 },
    ]);
    expect(ofKind(told, "coverage")).toMatchObject([{ queueId: "q", worse: false, before: "incomplete" }]);
  });

  it("in every night before cannot tell what is new", async () => {
    const told = await diffAfter({ q: hole }, { q: hole }, { q: { failed: { A: 1 } } });
    expect(groupsOf(told)).toEqual(["q A unknown ?>1"]);
  });

  it("tells of a scope that is retired until it leaves the history, and calls nothing in it absent", async () => {
    const told = await diffAfter({ gone: { failed: { A: 1 } } }, { gone: { failed: { A: 1 } }, q: {} }, { q: {} });
    expect(groupsOf(told)).toEqual(["gone A unknown 1>?"]);
    expect(ofKind(told, "coverage")).toMatchObject([{ queueId: "gone", worse: true, after: "not-audited" }]);
    expect(told.diff.headline.scopes).toEqual({
      complete: 1,
      incomplete: 0,
      gone: 0,
      notAudited: 1,
      withoutBaseline: 0,
    });
    expect(ofKind(told, "rate")).toMatchObject([
      { operation: null, before: { failed: 1 }, after: null },
      { operation: "t1", before: { failed: 1 }, after: null },
    ]);
    const later = await diffAfter({ gone: { failed: { A: 1 } } }, { q: {} }, { q: {} });
    expect(ofKind(later, "coverage")).toEqual([]);
    expect(later.diff.headline.scopes.notAudited).toBe(0);
  });
});

describe("a queue that is not listed any more", () => {
  const failing = { q: { failed: { A: 3 } } };
  const gone = { q: { unlisted: true } };

  it("has nothing fixed, though it answers that it has no jobs", async () => {
    const told = await diffAfter(failing, gone);
    expect(groupsOf(told)).toEqual(["q A unknown 3>?"]);
    expect(ofKind(told, "coverage")).toMatchObject([{ worse: true, before: "complete", after: "gone", holes: 0 }]);
    expect(told.diff).toMatchObject({
      status: "complete",
      headline: { failed: { before: 0, after: 0 }, scopes: { complete: 0, incomplete: 0, gone: 1 } },
      scopes: [{ complete: false, failed: null, ended: null }],
    });
    expect(ofKind(await diffAfter(failing, gone, gone), "coverage")).toEqual([]);
  });

  it("is compared, when it is back, with the night in which it was last listed", async () => {
    const told = await diffAfter(failing, gone, gone, gone, { q: { failed: { A: 3, B: 1 } } });
    expect(groupsOf(told)).toEqual(["q A unchanged 3>3", "q B new 0>1 worse"]);
    expect(ofKind(told, "coverage")).toMatchObject([{ worse: false, before: "gone", after: "complete" }]);
  });

  it("still tells what it was seen to have", async () => {
    const told = await diffAfter(failing, { q: { unlisted: true, failed: { A: 1 } } });
    expect(groupsOf(told)).toEqual(["q A updated 3>1"]);
  });
});

describe("a group that comes back", () => {
  const seen = { q: { failed: { A: 4 } } };

  it.each([
    ["three complete nights without it", [seen, { q: {} }, { q: {} }, { q: {} }, seen], "q A regressed 0>4 worse"],
    ["two", [seen, { q: {} }, { q: {} }, seen], "q A new 0>4 worse"],
    ["three of which one has a hole", [seen, { q: {} }, { q: hole }, { q: {} }, seen], "q A new 0>4 worse"],
    ["three of which one was not audited", [seen, { q: {} }, null, { q: {} }, seen], "q A new 0>4 worse"],
    [
      "four of which one has a hole",
      [seen, { q: {} }, { q: hole }, { q: {} }, { q: {} }, seen],
      "q A regressed 0>4 worse",
    ],
  ])("after %s", async (_, nights, line) => {
    const told = await diffAfter(...nights);
    expect(groupsOf(told)).toEqual([line]);
    const firstSeen = `2026-11-${22 - nights.length}`;
    expect(ofKind(told, "group")).toMatchObject([{ baseline: "2026-11-20", firstSeen, lastSeen: tonight }]);
  });
});
