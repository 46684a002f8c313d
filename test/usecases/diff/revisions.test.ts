import { describe, expect, it } from "vitest";
import { historyNights } from "../../../lib/usecases/diff/diff-night.ts";
import { readCommittedDiff } from "../../../lib/usecases/diff/read-diff.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { diffOf, groupsOf, tonight } from "./diff-fixture.ts";

const signal = new AbortController().signal;
const name = { family: "pic", date: tonight } as const;
const commitAt = (revision: number) => `v1/commits/family=pic/date=${tonight}/diff-r000${revision}.json`;

async function twoNights(): Promise<MemoryStore> {
  const store = memoryStore();
  await commitScopes(store, "2026-11-20", { q: { failed: { A: 1 } } });
  await commitScopes(store, tonight, { q: { failed: { B: 1 } } });
  return store;
}

/** The night before, audited again. */
async function repair(store: MemoryStore) {
  await commitScopes(store, "2026-11-20", { q: { failed: { A: 1, B: 1 } } }, { change: { revision: 2 } });
}

describe("the commit of a diff", () => {
  it("is found again, and then nothing is written or compared", async () => {
    const store = await twoNights();
    const first = await diffOf(store);
    expect([first.already, first.key]).toEqual([false, commitAt(1)]);
    store.calls.length = 0;
    const second = await diffOf(store);
    expect(second).toEqual({ ...first, already: true });
    expect(store.calls.filter((call) => call.name !== "get")).toEqual([]);
    const datasets = store.calls.map(({ key }) => key.split("/")[1]);
    expect(new Set(datasets)).toEqual(new Set(["commits", "manifests", "diffs"]));
  });

  it("has the same bytes from the same nights", async () => {
    const bytes = async () => {
      const store = await twoNights();
      await diffOf(store);
      return store.objects;
    };
    expect(await bytes()).toEqual(await bytes());
  });

  it("asks for what it needs by key, each night of the history once", async () => {
    const store = await twoNights();
    store.calls.length = 0;
    await diffOf(store);
    const asked = store.calls.filter(({ key }) => /commits\/.*\/r0001/.test(key)).map(({ key }) => key);
    expect(new Set(asked).size).toBe(historyNights + 1);
    expect(asked).toHaveLength(historyNights + 1);
  });

  it("stays when nights of its history are gone since: less can be known now", async () => {
    const store = await twoNights();
    const first = await diffOf(store);
    for (const key of store.objects.keys()) if (key.includes("date=2026-11-20")) store.objects.delete(key);
    expect(await diffOf(store)).toEqual({ ...first, already: true });
  });

  it("becomes the next revision when a night of the history was repaired", async () => {
    const store = await twoNights();
    const first = await diffOf(store);
    expect(groupsOf(first)).toEqual(["q A absent 1>0", "q B new 0>1 worse"]);
    await repair(store);
    const second = await diffOf(store);
    expect(groupsOf(second)).toEqual(["q A absent 1>0", "q B unchanged 1>1"]);
    expect(second).toMatchObject({ already: false, key: commitAt(2) });
    expect(second.commit).toMatchObject({ revision: 2, replaces: commitAt(1) });
    expect(first.commit).toMatchObject({ revision: 1, replaces: null });
    const { already: _, lines: __, ...committed } = second;
    expect(await readCommittedDiff(store, name, signal)).toEqual(committed);
  });

  it("becomes the next revision when an older night is committed later", async () => {
    const store = await twoNights();
    await diffOf(store);
    await commitScopes(store, "2026-11-15", { q: {} });
    expect(await diffOf(store)).toMatchObject({ key: commitAt(2), already: false });
  });

  it("is that of the winner where another run committed meanwhile", async () => {
    const winner = await twoNights();
    const won = await diffOf(winner);
    const store = memoryStore(({ name: call, key }) => {
      if (call === "claim" && key === commitAt(1)) for (const entry of winner.objects) store.objects.set(...entry);
      return null;
    });
    await commitScopes(store, "2026-11-20", { q: { failed: { Another: 1 } } });
    await commitScopes(store, tonight, { q: { failed: { B: 1 } } });
    expect(await diffOf(store)).toEqual({ ...won, already: true });
  });
});
