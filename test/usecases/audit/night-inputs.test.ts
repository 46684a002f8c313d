import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import { shiftNight } from "../../../lib/core/night.ts";
import type { Manifest } from "../../../lib/core/schema/manifest.ts";
import { readNeighbours } from "../../../lib/usecases/audit/night-inputs.ts";
import { commitNight } from "../../../lib/usecases/report/commit-night.ts";
import type { CommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { aManifest } from "../../fakes/a-manifest.ts";
import { committing } from "../../fakes/committing.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";

const { signal } = new AbortController();
const hourMs = 3_600_000;
/** Six o'clock in the morning after the 24th, in Shanghai. */
const now = Date.UTC(2026, 10, 24, 22);

interface Planted extends Partial<Manifest> {
  readonly night: string;
}

async function commit(store: MemoryStore, { revision = 1, ...change }: Planted): Promise<void> {
  const producer = { name: "job-audit", version: `${revision}` };
  await commitNight(committing(store), aManifest({ ...change, revision, producer }), signal);
}

interface Asked {
  readonly openMaxAgeNights?: number;
  readonly catchUpNights?: number;
  readonly at?: number;
}

function neighboursOf(store: MemoryStore, date: string, { at = now, ...change }: Asked = {}) {
  const days = { openMaxAgeNights: 3, catchUpNights: 7, ...change };
  const request = { name: { family: "pic", date }, timeZone: "Asia/Shanghai", regions: ["ap-x", "ap-y"] } as const;
  return readNeighbours(store, { ...request, ...days }, at, signal);
}

async function inputsOf(...asked: Parameters<typeof neighboursOf>) {
  return (await neighboursOf(...asked)).inputs;
}

const nightsOf = (nights: readonly CommittedNight[]) => nights.map(({ manifest }) => manifest.night.slice(8));

async function storeOf(...nights: readonly string[]): Promise<MemoryStore> {
  const store = memoryStore();
  for (const night of nights) await commit(store, { night });
  return store;
}

const from = (first: string, count: number) => Array.from({ length: count }, (_, index) => shiftNight(first, index));

describe("readNeighbours(), of inputs", () => {
  it("are the committed nights around this one, in order, without itself", async () => {
    const store = await storeOf(...from("2026-11-15", 12));
    expect(nightsOf(await inputsOf(store, "2026-11-21"))).toEqual(["18", "19", "20", "22", "23", "24"]);
    expect(nightsOf(await inputsOf(store, "2026-11-21", { openMaxAgeNights: 1 }))).toEqual(["20", "22"]);
  });

  it("leave out nights that nobody committed", async () => {
    const store = await storeOf("2026-11-18", "2026-11-23");
    expect(nightsOf(await inputsOf(store, "2026-11-21"))).toEqual(["18", "23"]);
    expect(await inputsOf(memoryStore(), "2026-11-21")).toEqual([]);
  });

  it("have all nights after this one that can be over anywhere, however long they had to settle", async () => {
    const store = await storeOf("2026-11-22", "2026-11-23", "2026-11-24");
    const justOver = Date.UTC(2026, 10, 23, 0);
    expect(nightsOf(await inputsOf(store, "2026-11-21", { at: justOver }))).toEqual(["22", "23"]);
    expect(nightsOf(await inputsOf(store, "2026-11-21", { at: justOver - 1 }))).toEqual(["22"]);
    expect(nightsOf(await inputsOf(store, "2026-11-21", { at: justOver + 24 * hourMs }))).toEqual(["22", "23", "24"]);
  });

  it("are read in their newest revision", async () => {
    const store = await storeOf("2026-11-20");
    await commit(store, { night: "2026-11-20", revision: 2 });
    expect((await inputsOf(store, "2026-11-21")).map(({ manifest }) => manifest.revision)).toEqual([2]);
  });

  it("are read once each", async () => {
    const store = await storeOf(...from("2026-11-18", 5));
    await neighboursOf(store, "2026-11-21");
    const keys = store.calls.filter(({ name }) => name === "get").map(({ key }) => key);
    expect(keys).toHaveLength(new Set(keys).size);
  });
});

describe("readNeighbours(), of the night before and the one after", () => {
  it("are the newest one in reach, and the very next", async () => {
    const store = await storeOf("2026-11-14", "2026-11-17", "2026-11-22");
    const { previous, next } = await neighboursOf(store, "2026-11-21");
    expect([previous?.manifest.night, next?.manifest.night]).toEqual(["2026-11-17", "2026-11-22"]);
    const far = await neighboursOf(store, "2026-11-23", { catchUpNights: 2 });
    expect([far.previous?.manifest.night, far.next]).toEqual(["2026-11-22", null]);
    expect((await neighboursOf(store, "2026-11-20", { catchUpNights: 2 })).previous).toBeNull();
  });
});

describe("readNeighbours(), of the newest night, by which the versions of fingerprints go on", () => {
  it("is that before this one, or one from up to four weeks back", async () => {
    const near = await neighboursOf(await storeOf("2026-11-14", "2026-11-17"), "2026-11-21");
    expect([near.newest, near.newest?.manifest.night]).toEqual([near.previous, "2026-11-17"]);
    const far = await neighboursOf(await storeOf("2026-10-24"), "2026-11-21");
    expect([far.previous, far.newest?.manifest.night, far.outdated]).toEqual([null, "2026-10-24", []]);
    expect((await neighboursOf(await storeOf("2026-10-23"), "2026-11-21")).newest).toBeNull();
  });

  it("is no hole where one from so far back is damaged", async () => {
    const store = await storeOf("2026-10-30", "2026-11-01");
    for (const key of store.objects.keys())
      if (/commits.*2026-11-01/.test(key)) store.objects.set(key, Buffer.from("{"));
    const { newest, damaged } = await neighboursOf(store, "2026-11-21");
    expect([newest?.manifest.night, damaged]).toEqual(["2026-10-30", []]);
  });
});

describe("readNeighbours(), of outdated nights", () => {
  it("is the night that the one before could reach and this one cannot", async () => {
    const store = await storeOf(...from("2026-11-15", 6));
    expect(nightsOf((await neighboursOf(store, "2026-11-21")).outdated)).toEqual(["17"]);
  });

  it("is none where that night was never committed, or noted before", async () => {
    const store = await storeOf("2026-11-15", "2026-11-16", ...from("2026-11-18", 3));
    expect((await neighboursOf(store, "2026-11-21")).outdated).toEqual([]);
    expect((await neighboursOf(memoryStore(), "2026-11-21")).outdated).toEqual([]);
  });

  it("are several behind missed nights, each of them once", async () => {
    const store = await storeOf("2026-11-12", "2026-11-13", "2026-11-15", "2026-11-16");
    expect(nightsOf((await neighboursOf(store, "2026-11-19")).outdated)).toEqual(["13", "15"]);
    expect(nightsOf((await neighboursOf(store, "2026-11-22", { catchUpNights: 1 })).outdated)).toEqual([
      "13",
      "15",
      "16",
    ]);
    await commit(store, { night: "2026-11-19" });
    expect(nightsOf((await neighboursOf(store, "2026-11-20")).outdated)).toEqual(["16"]);
  });

  it("are those that a longer openMaxAge reached the night before", async () => {
    const store = await storeOf(...from("2026-11-15", 5));
    const inputs = from("2026-11-16", 4).map((night) => ({ night, manifest: "v1/manifests/x" }));
    await commit(store, { night: "2026-11-20", inputs: [...inputs, { night: "2026-11-22", manifest: "x" }] });
    const { outdated } = await neighboursOf(store, "2026-11-21", { openMaxAgeNights: 1 });
    expect(nightsOf(outdated)).toEqual(["16", "17", "18", "19"]);
  });
});

describe("readNeighbours(), of nights that are damaged", () => {
  const nights = ["2026-11-19", "2026-11-20", "2026-11-22"];

  it("goes on without one whose manifest is missing, and tells of it in every region", async () => {
    const store = await storeOf(...nights);
    const [key = ""] = [...store.objects.keys()].filter((each) => /manifests.*2026-11-20/.test(each));
    store.objects.delete(key);
    const { previous, inputs, damaged } = await neighboursOf(store, "2026-11-21");
    expect([previous?.manifest.night, nightsOf(inputs)]).toEqual(["2026-11-19", ["19", "22"]]);
    const hole = {
      ...{ bucket: null, queueId: null, tag: null, requestId: null, evidence: null, cause: "report-damaged" },
      ...{ from: Date.parse("2026-11-19T16:00:00Z"), to: Date.parse("2026-11-20T16:00:00Z") },
      detail:
        `the report of 2026-11-20 is damaged: Cannot read the manifest of 2026-11-20: ${key} is missing; ` +
        "its open jobs are not seen again, and what it told of others is told again",
    };
    expect(damaged).toEqual([
      { region: "ap-x", ...hole },
      { region: "ap-y", ...hole },
    ]);
  });

  it("goes on without one whose commit is none, be it the next, in the order of nights", async () => {
    const store = await storeOf(...nights);
    for (const key of store.objects.keys()) {
      if (/commits.*2026-11-(22|19)/.test(key)) store.objects.set(key, Buffer.from("{"));
    }
    const { next, damaged } = await neighboursOf(store, "2026-11-21");
    expect(next).toBeNull();
    expect(damaged.map(({ detail }) => detail.slice(0, 24))).toEqual([
      ...["the report of 2026-11-19", "the report of 2026-11-19"],
      ...["the report of 2026-11-22", "the report of 2026-11-22"],
    ]);
  });

  it("throws what is no damage", async () => {
    const reset = new NetworkError("reset");
    const store = memoryStore(({ name }) => (name === "get" ? reset : null));
    await expect(neighboursOf(store, "2026-11-21")).rejects.toBe(reset);
  });
});
