import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import { shiftNight } from "../../../lib/core/night.ts";
import { type SeriesNight, seriesNightSchema } from "../../../lib/core/schema/series.ts";
import { readSeries } from "../../../lib/usecases/series/read-series.ts";
import { seriesNights } from "../../../lib/usecases/series/series-sources.ts";
import { commitScopes } from "../../fakes/committed-night.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aScope } from "../../fakes/samples.ts";

const signal = new AbortController().signal;
const tonight = "2026-11-21";
const name = { family: "pic", date: tonight } as const;

async function committed(store: MemoryStore, backs: readonly number[]): Promise<MemoryStore> {
  for (const back of backs) {
    await commitScopes(store, shiftNight(tonight, -back), { q: { failed: { A: back }, succeeded: 100 } });
  }
  return store;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

function read(store: MemoryStore, nights = seriesNights) {
  return readSeries({ store, output: store }, { name, nights }, signal);
}

const datesOf = (nights: readonly SeriesNight[]) => nights.map(({ night }) => night);
const seriesKeys = (store: MemoryStore) => [...store.objects.keys()].filter((key) => key.startsWith("v1/series/"));

describe("readSeries()", () => {
  it("gives the committed nights before a night, newest first, and not the night itself", async () => {
    const store = await committed(memoryStore(), [0, 1, 2, 5]);
    const { nights, leftOut } = await read(store);
    expect(datesOf(nights)).toEqual(["2026-11-20", "2026-11-19", "2026-11-16"]);
    expect(leftOut).toEqual([]);
    for (const night of nights) expect(seriesNightSchema.parse(night)).toEqual(night);
  });

  it("tells of each scope what its summary counts", async () => {
    const store = await committed(memoryStore(), [3]);
    const [night] = (await read(store)).nights;
    expect(night?.scopes).toEqual([
      {
        ...{
          ...aScope,
          queueId: "q",
          complete: true,
          jobs: 103,
          failed: 3,
          ended: 103,
          stuck: 0,
          wait: null,
          run: null,
        },
        operations: [{ operation: "t1", failed: 3, ended: 103 }],
      },
    ]);
  });

  it("keeps what it made under the hash of the night's manifest, and then reads no report any more", async () => {
    const store = await committed(memoryStore(), [1, 2]);
    const first = await read(store);
    expect(seriesKeys(store)).toEqual(
      expect.arrayContaining([
        `v1/series/family=pic/date=2026-11-20/night-${first.nights[0]?.manifestSha256}.json`,
        `v1/series/family=pic/date=2026-11-19/night-${first.nights[1]?.manifestSha256}.json`,
      ]),
    );
    store.calls.length = 0;
    expect(await read(store)).toEqual(first);
    expect(new Set(store.calls.map(({ key }) => key.split("/")[1]))).toEqual(new Set(["commits", "series"]));
    expect(store.calls.filter(({ name }) => name !== "get")).toEqual([]);
  });

  it("keeps nothing where it is told so", async () => {
    const store = await committed(memoryStore(), [1]);
    expect((await readSeries({ store, output: null }, { name, nights: 7 }, signal)).nights).toHaveLength(1);
    expect(seriesKeys(store)).toEqual([]);
  });

  it.each([
    ["is cut", (bytes: Uint8Array) => bytes.subarray(0, 40)],
    [
      "is of another night",
      (bytes: Uint8Array) => Buffer.from(String(Buffer.from(bytes)).replace("2026-11-20", "2026-11-19")),
    ],
    [
      "is of another version",
      (bytes: Uint8Array) => Buffer.from(String(Buffer.from(bytes)).replace("night/v1", "night/v9")),
    ],
    [
      "is of another manifest",
      (bytes: Uint8Array) => Buffer.from(String(Buffer.from(bytes)).replace(/Sha256":"../, 'Sha256":"00')),
    ],
  ])("makes a file again that %s", async (_, damage) => {
    const store = await committed(memoryStore(), [1]);
    const first = await read(store);
    const [key = ""] = seriesKeys(store);
    const bytes = store.objects.get(key) ?? Buffer.from("");
    store.objects.set(key, damage(bytes));
    expect(store.objects.get(key)).not.toEqual(bytes);
    expect(await read(store)).toEqual(first);
    expect(store.objects.get(key)).toEqual(bytes);
  });

  it.each(["manifests", "summaries"])("leaves out a night whose %s are gone, with the reason", async (dataset) => {
    const store = await committed(memoryStore(), [1, 2, 3]);
    const gone = [...store.objects.keys()].find((key) => key.includes(`/${dataset}/`) && key.includes("2026-11-19"));
    store.objects.delete(gone ?? "");
    const { nights, leftOut } = await read(store);
    expect(datesOf(nights)).toEqual(["2026-11-20", "2026-11-18"]);
    expect(leftOut).toEqual([{ night: "2026-11-19", reason: expect.stringContaining(`${gone} is missing`) }]);
    expect(leftOut[0]?.reason).not.toContain(store.location);
  });

  it("leaves out a night whose commit cannot be read, newest first among the others", async () => {
    const store = await committed(memoryStore(), [1, 2, 3]);
    store.objects.set("v1/commits/family=pic/date=2026-11-18/r0001.json", Buffer.from("{}"));
    const summary = [...store.objects.keys()].find((key) => /summaries.*2026-11-20/.test(key));
    store.objects.delete(summary ?? "");
    const { nights, leftOut } = await read(store);
    expect(datesOf(nights)).toEqual(["2026-11-19"]);
    expect(leftOut.map(({ night }) => night)).toEqual(["2026-11-20", "2026-11-18"]);
  });

  it("reads the revision that counts", async () => {
    const store = await committed(memoryStore(), [1]);
    await read(store);
    await commitScopes(store, "2026-11-20", { q: { succeeded: 7 } }, { change: { revision: 2 } });
    expect((await read(store)).nights[0]?.scopes[0]).toMatchObject({ failed: 0, ended: 7 });
    expect(seriesKeys(store)).toHaveLength(2);
  });

  it("looks 56 nights back and no further", async () => {
    const store = await committed(memoryStore(), upTo(60));
    const { nights } = await read(store);
    expect(nights).toHaveLength(56);
    expect(nights.at(-1)?.night).toBe(shiftNight(tonight, -56));
    expect(datesOf((await read(store, 10)).nights)).toHaveLength(10);
  });

  it("goes on behind 13 nights that are not committed, and ends behind 14", async () => {
    const store = await committed(memoryStore(), [2, 16, 31]);
    store.calls.length = 0;
    expect(datesOf((await read(store)).nights)).toEqual([shiftNight(tonight, -2), shiftNight(tonight, -16)]);
    const furthest = store.calls.map(({ key }) => /commits.*date=([\d-]+)/.exec(key)?.[1] ?? tonight).sort()[0];
    // Nights are asked for a fortnight at a time.
    expect(furthest).toBe(shiftNight(tonight, -42));
  });

  it("asks for a fortnight and no more where nothing is committed", async () => {
    const store = memoryStore();
    expect(await read(store)).toEqual({ nights: [], leftOut: [] });
    expect(store.calls).toHaveLength(14);
  });

  it("stops where the store cannot be asked for a while", async () => {
    const inner = await committed(memoryStore(), [1]);
    for (const part of ["commits", "summaries"]) {
      const cut = memoryStore(({ key }) => (key.includes(part) ? new NetworkError("cut") : null));
      for (const entry of inner.objects) cut.objects.set(...entry);
      await expect(read(cut)).rejects.toThrow(NetworkError);
    }
  });
});
