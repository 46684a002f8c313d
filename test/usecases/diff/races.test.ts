import { describe, expect, it } from "vitest";
import { StoreError } from "../../../lib/core/errors.ts";
import { shiftNight } from "../../../lib/core/night.ts";
import { readCommittedDiff } from "../../../lib/usecases/diff/read-diff.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { diffOf, tonight } from "./diff-fixture.ts";

const signal = new AbortController().signal;
const name = { family: "pic", date: tonight } as const;

async function tonightAlone(): Promise<MemoryStore> {
  const store = memoryStore();
  await commitScopes(store, tonight, { q: { failed: { B: 1 } } });
  return store;
}

async function committed(store: MemoryStore) {
  const diff = await readCommittedDiff(store, name, signal);
  return { revision: diff?.commit.revision, history: diff?.manifest.history.map(({ night }) => night) };
}

/** A store for one run; `before` is done before its first claim. */
function claimingAfter(store: MemoryStore, before: () => Promise<unknown>): MemoryStore {
  let isDone = false;
  return {
    ...store,
    async claim(key, bytes, of) {
      if (!isDone) {
        isDone = true;
        await before();
      }
      return store.claim(key, bytes, of);
    },
  };
}

describe("two runs that race", () => {
  it("end with the diff of the newer history where the older one is committed first", async () => {
    const store = await tonightAlone();
    const stale = memoryStore();
    for (const entry of store.objects) stale.objects.set(...entry);
    await commitScopes(store, "2026-11-20", { q: {} });
    const output = claimingAfter(store, async () => {
      await diffOf(stale);
      for (const entry of stale.objects) store.objects.set(...entry);
    });
    expect(await diffOf(store, { output })).toMatchObject({ already: false, commit: { revision: 2 } });
    expect(await committed(store)).toEqual({ revision: 2, history: ["2026-11-20"] });
  });

  it("end with it where the newer one is committed first, and nothing more is", async () => {
    const store = await tonightAlone();
    const output = claimingAfter(store, async () => {
      await commitScopes(store, "2026-11-20", { q: {} });
      await diffOf(store);
    });
    expect(await diffOf(store, { output })).toMatchObject({ already: true, commit: { revision: 1 } });
    expect(await committed(store)).toEqual({ revision: 1, history: ["2026-11-20"] });
  });

  it("end with it where the newer one is made while the older one still reads", async () => {
    const inner = await tonightAlone();
    let isDone = false;
    const store: MemoryStore = {
      ...inner,
      async get(key, of) {
        const answer = await inner.get(key, of);
        if (!isDone && key === `v1/commits/family=pic/date=${shiftNight(tonight, -28)}/r0001.json`) {
          isDone = true;
          await commitScopes(inner, "2026-11-20", { q: {} });
          await diffOf(inner);
        }
        return answer;
      },
    };
    await diffOf(store, { output: store });
    expect((await committed(inner)).history).toEqual(["2026-11-20"]);
  });

  it("give up where every revision is lost to a diff of other nights", async () => {
    const store = await tonightAlone();
    await commitScopes(store, "2026-11-20", { q: {} });
    const commitOf20 = "v1/commits/family=pic/date=2026-11-20/r0001.json";
    let rounds = 0;
    const output: MemoryStore = {
      ...store,
      async claim(key, bytes, of) {
        rounds += 1;
        // Each time somebody is first who knows one night more than before, and never the one of the 20th.
        const bytesOf20 = store.objects.get(commitOf20) ?? new Uint8Array();
        store.objects.delete(commitOf20);
        await commitScopes(store, shiftNight(tonight, -rounds - 10), { q: {} });
        const other = await diffOf(store);
        store.objects.set(commitOf20, bytesOf20);
        expect(other.key).toBe(key);
        return store.claim(key, bytes, of);
      },
    };
    const told = diffOf(store, { output });
    await expect(told).rejects.toThrow(StoreError);
    await expect(told).rejects.toThrow(`Cannot commit the diff of ${tonight}: 5 times another run committed`);
    expect(rounds).toBe(5);
  });
});
