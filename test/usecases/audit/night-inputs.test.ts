import { describe, expect, it } from "vitest";
import { shiftNight } from "../../../lib/core/night.ts";
import { readNightInputs } from "../../../lib/usecases/audit/night-inputs.ts";
import { commitNight } from "../../../lib/usecases/report/commit-night.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";

const { signal } = new AbortController();
const hourMs = 3_600_000;
/** Six o'clock in the morning after the 24th, in Shanghai. */
const now = Date.UTC(2026, 10, 24, 22);

async function commit(store: MemoryStore, night: string, revision = 1): Promise<void> {
  await commitNight(
    store,
    aManifest({ night, revision, producer: { name: "job-audit", version: `${revision}` } }),
    signal,
  );
}

async function inputsOf(store: MemoryStore, date: string, change: { openMaxAgeNights?: number; at?: number } = {}) {
  const { openMaxAgeNights = 3, at = now } = change;
  const request = { name: { family: "pic", date }, timeZone: "Asia/Shanghai", settleMs: 2 * hourMs } as const;
  return readNightInputs(store, { ...request, openMaxAgeNights }, at, signal);
}

const nightsOf = (inputs: Awaited<ReturnType<typeof inputsOf>>) =>
  inputs.map(({ manifest }) => manifest.night.slice(8));

async function storeOf(...nights: readonly string[]): Promise<MemoryStore> {
  const store = memoryStore();
  for (const night of nights) await commit(store, night);
  return store;
}

describe("readNightInputs()", () => {
  it("are the committed nights around this one, in order, without itself", async () => {
    const nights = Array.from({ length: 12 }, (_, index) => shiftNight("2026-11-15", index));
    const store = await storeOf(...nights);
    expect(nightsOf(await inputsOf(store, "2026-11-21"))).toEqual(["18", "19", "20", "22", "23", "24"]);
    expect(nightsOf(await inputsOf(store, "2026-11-21", { openMaxAgeNights: 1 }))).toEqual(["20", "22"]);
  });

  it("leave out nights that nobody committed", async () => {
    const store = await storeOf("2026-11-18", "2026-11-23");
    expect(nightsOf(await inputsOf(store, "2026-11-21"))).toEqual(["18", "23"]);
    expect(await inputsOf(memoryStore(), "2026-11-21")).toEqual([]);
  });

  it("ask for no night that is not over", async () => {
    const store = memoryStore();
    await inputsOf(store, "2026-11-24");
    expect(store.calls.map(({ key }) => key)).toEqual(
      [21, 22, 23].map((day) => `v1/commits/family=pic/date=2026-11-${day}/r0001.json`),
    );
    await inputsOf(store, "2026-11-24", { at: now + 24 * hourMs });
    expect(store.calls.at(-1)?.key).toContain("date=2026-11-25");
  });

  it("are read in their newest revision", async () => {
    const store = await storeOf("2026-11-20");
    await commit(store, "2026-11-20", 2);
    expect((await inputsOf(store, "2026-11-21")).map(({ manifest }) => manifest.revision)).toEqual([2]);
  });
});
