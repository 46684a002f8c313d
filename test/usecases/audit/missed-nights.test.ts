import { describe, expect, it } from "vitest";
import { NetworkError, StoreError } from "../../../lib/core/errors.ts";
import type { Commit } from "../../../lib/core/schema/manifest.ts";
import { findDueNights } from "../../../lib/usecases/audit/missed-nights.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";

const newest = { family: "pic", date: "2026-11-21" } as const;
const signal = new AbortController().signal;

function commitOf(date: string, revision = 1): Commit {
  return {
    schema: "job-audit/commit/v1",
    family: "pic",
    night: date,
    revision,
    status: "complete",
    manifest: `manifest-${revision}`,
    manifestSha256: "0".repeat(64),
    replaces: null,
    committedAt: "2026-11-21T18:30:00.000Z",
  };
}

function keyOf(date: string, revision = 1): string {
  return `v1/commits/family=pic/date=${date}/r000${revision}.json`;
}

function storeWith(committed: readonly string[], failWith?: Parameters<typeof memoryStore>[0]): MemoryStore {
  const store = memoryStore(failWith);
  for (const date of committed) store.objects.set(keyOf(date), Buffer.from(JSON.stringify(commitOf(date))));
  return store;
}

/** Dates that are due; those that are committed in brackets. */
async function dueIn(store: MemoryStore, nights = 3): Promise<string[]> {
  const due = await findDueNights(store, { newest, nights }, signal);
  expect(store.calls.every(({ name }) => name === "get")).toBe(true);
  return due.map(({ name, commit }) => (commit === null ? name.date.slice(5) : `(${name.date.slice(5)})`));
}

function dueWith(committed: readonly string[], nights = 3): Promise<string[]> {
  return dueIn(storeWith(committed), nights);
}

describe("findDueNights", () => {
  it("takes the newest night alone where nothing was ever committed", async () => {
    expect(await dueWith([])).toEqual(["11-21"]);
  });

  it("takes every night since the first that was committed, oldest first", async () => {
    expect(await dueWith(["2026-11-19"])).toEqual(["(11-19)", "11-20", "11-21"]);
    expect(await dueWith(["2026-11-18", "2026-11-20"])).toEqual(["(11-18)", "11-19", "(11-20)", "11-21"]);
    expect(await dueWith(["2026-11-21"])).toEqual(["(11-21)"]);
  });

  it("takes all nights after an outage that was longer than them", async () => {
    expect(await dueWith(["2026-11-17"])).toEqual(["11-18", "11-19", "11-20", "11-21"]);
    expect(await dueWith(["2026-10-21", "2026-11-20"])).toEqual(["11-18", "11-19", "(11-20)", "11-21"]);
  });

  it("forgets what was committed four weeks before them", async () => {
    expect(await dueWith(["2026-10-20"])).toEqual(["11-21"]);
  });

  it("looks at no other night when none before is asked for", async () => {
    expect(await dueWith(["2026-11-20"], 0)).toEqual(["11-21"]);
    expect(await dueWith(["2026-11-21"], 0)).toEqual(["(11-21)"]);
  });

  it("tells the newest commit of a night", async () => {
    const store = storeWith(["2026-11-21"]);
    store.objects.set(keyOf(newest.date, 2), Buffer.from(JSON.stringify(commitOf(newest.date, 2))));
    expect(await findDueNights(store, { newest, nights: 0 }, signal)).toMatchObject([
      { name: newest, commit: { revision: 2 } },
    ]);
  });

  it.each([
    ["2026-11-18", ["2026-11-20"], ["11-18", "11-19", "(11-20)", "11-21"]],
    ["2026-11-19", ["2026-11-18", "2026-11-20"], ["(11-18)", "11-19", "(11-20)", "11-21"]],
    ["2026-11-10", ["2026-11-20"], ["11-18", "11-19", "(11-20)", "11-21"]],
  ])("takes a commit that cannot be read, of %s, for one that is there", async (damaged, committed, due) => {
    const cutShort = storeWith(committed);
    cutShort.objects.set(keyOf(damaged), Buffer.from("{"));
    expect(await dueIn(cutShort)).toEqual(due);
    const refused = new StoreError("Cannot read it");
    const unreadable = storeWith(committed, ({ key }) => (key === keyOf(damaged) ? refused : null));
    expect(await dueIn(unreadable)).toEqual(due);
  });

  it("knows nothing while the store does not answer", async () => {
    const store = storeWith([], ({ key }) => (key === keyOf("2026-11-20") ? new NetworkError("reset") : null));
    await expect(dueIn(store)).rejects.toThrow("reset");
  });
});
