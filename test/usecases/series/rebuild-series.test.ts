import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import { rebuildSeries } from "../../../lib/usecases/series/rebuild-series.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";

const signal = new AbortController().signal;
const span = { family: "pic", from: "2026-11-16", to: "2026-11-20" } as const;
const dates = ["2026-11-17", "2026-11-18", "2026-11-20"];

async function threeNights(): Promise<MemoryStore> {
  const store = memoryStore();
  for (const date of [...dates, "2026-11-21"])
    await commitScopes(store, date, { q: { failed: { A: 2 }, succeeded: 5 } });
  return store;
}

const keyOf = (store: MemoryStore, part: string, date: string) => {
  const key = [...store.objects.keys()].find((each) => each.includes(`/${part}/`) && each.includes(date));
  if (key === undefined) throw new Error(`no ${part} of ${date}`);
  return key;
};

describe("rebuildSeries()", () => {
  it("makes the files of the committed nights of the span, and nothing when it is repeated", async () => {
    const store = await threeNights();
    const nothing = { there: [], made: [], replaced: [], leftOut: [] };
    expect(await rebuildSeries(store, span, signal)).toEqual({ ...nothing, made: dates });
    const objects = new Map(store.objects);
    store.calls.length = 0;
    expect(await rebuildSeries(store, span, signal)).toEqual({ ...nothing, there: dates });
    expect(store.objects).toEqual(objects);
    expect(store.calls.filter(({ name }) => name !== "get")).toEqual([]);
    expect([...objects.keys()].filter((key) => key.includes("/series/") && key.includes("2026-11-21"))).toEqual([]);
  });

  it("replaces a file that is damaged, and one that is sound and says something else than the report", async () => {
    const store = await threeNights();
    await rebuildSeries(store, span, signal);
    const objects = new Map(store.objects);
    const cut = keyOf(store, "series", "2026-11-17");
    const changed = keyOf(store, "series", "2026-11-18");
    store.objects.set(cut, Buffer.from("{"));
    store.objects.set(
      changed,
      Buffer.from(String(Buffer.from(objects.get(changed) ?? [])).replace('"failed":2', '"failed":3')),
    );
    expect(await rebuildSeries(store, span, signal)).toMatchObject({
      there: ["2026-11-20"],
      replaced: ["2026-11-17", "2026-11-18"],
    });
    expect(store.objects).toEqual(objects);
  });

  it("leaves out a night whose report is damaged, and does the others", async () => {
    const store = await threeNights();
    const key = keyOf(store, "summaries", "2026-11-18");
    store.objects.delete(key);
    expect(await rebuildSeries(store, span, signal)).toMatchObject({
      made: ["2026-11-17", "2026-11-20"],
      leftOut: [{ night: "2026-11-18", reason: `Cannot read the report: ${key} is missing` }],
    });
  });

  it("stops where the store cannot be asked for a while", async () => {
    const store = memoryStore(({ key }) => (key.includes("2026-11-18") ? new NetworkError("cut") : null));
    await expect(rebuildSeries(store, span, signal)).rejects.toThrow(NetworkError);
  });
});
