import { describe, expect, it } from "vitest";
import { findDueNights } from "../../../lib/usecases/audit/missed-nights.ts";
import { memoryStore } from "../../fakes/memory-store.ts";

const newest = { family: "pic", date: "2026-11-21" } as const;
const signal = new AbortController().signal;

/** Dates that are due, as seen in a store that holds these nights; those that are committed in brackets. */
async function dueWith(committed: readonly string[], nights = 3): Promise<string[]> {
  const store = memoryStore();
  for (const date of committed) {
    const key = `v1/commits/family=pic/date=${date}/r0001.json`;
    store.objects.set(key, Buffer.from("{}"));
  }
  const due = await findDueNights(store, { newest, nights }, signal);
  expect(store.calls.every(({ name }) => name === "get")).toBe(true);
  return due.map((night) => (night.committed ? `(${night.name.date.slice(5)})` : night.name.date.slice(5)));
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
});
