import { describe, expect, it } from "vitest";
import { NetworkError, ProtocolError, StoreError } from "../../../lib/core/errors.ts";
import type { LookedUpRow } from "../../../lib/core/schema/progress.ts";
import { unpackCheckpoint } from "../../../lib/usecases/progress/checkpoint.ts";
import { createJournal } from "../../../lib/usecases/progress/journal.ts";
import { readCheckpoints } from "../../../lib/usecases/progress/read-checkpoints.ts";
import { type MemoryStore, memoryStore, type StoreCall } from "../../fakes/memory-store.ts";
import { midnight } from "../../fakes/samples.ts";
import { toldEvents } from "../../fakes/told-events.ts";
import { standingClock } from "../../runtime/standing-clock.ts";

const row = (batch: number): LookedUpRow => ({
  schema: "job-audit/progress/v1",
  kind: "looked-up",
  batch,
  digest: "d",
  judged: [],
  failed: [],
});

function openJournal(store = memoryStore(), { begins = true, signal = new AbortController().signal } = {}) {
  const clock = standingClock(midnight);
  const next = { discovery: 1, number: 1 };
  const events = toldEvents();
  const deps = { store, clock, events, runId: "run1", next, begin: async () => begins };
  const journal = createJournal(deps, signal);
  const pass = async (ms: number) => {
    clock.pass(ms);
    journal.beat();
    // Writing takes a few turns.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return { store, journal, pass, told: events.told };
}

async function savedIn(store: MemoryStore): Promise<string[]> {
  const told: string[] = [];
  const series = { runId: "run1", discovery: 1 };
  for await (const { number, checkpoint } of readCheckpoints(store, series, new AbortController().signal)) {
    const batches = (checkpoint?.rows ?? []).map((each) => ("batch" in each ? each.batch : each.kind));
    told.push(`${number}: ${checkpoint === null ? "nothing" : batches.join()}`);
  }
  return told;
}

describe("createJournal()", () => {
  it("saves what was told since, 10 s after the last time at the earliest", async () => {
    const { store, journal, pass } = openJournal();
    journal.add(row(1));
    await pass(9_999);
    expect(await savedIn(store)).toEqual([]);
    await pass(1);
    journal.add(row(2));
    journal.add(row(3));
    await pass(9_999);
    expect(await savedIn(store)).toEqual(["1: 1"]);
    await pass(1);
    expect(await savedIn(store)).toEqual(["1: 1", "2: 2,3"]);
  });

  it("writes nothing while there is nothing to save", async () => {
    const { store, pass } = openJournal();
    await pass(60_000);
    expect(store.calls).toEqual([]);
  });

  it("says that work is to be told of when it is 10 s old", async () => {
    const { journal, pass } = openJournal();
    const startedAt = journal.now();
    await pass(9_999);
    expect(journal.isDue(startedAt)).toBe(false);
    await pass(1);
    expect(journal.isDue(startedAt)).toBe(true);
  });

  it.each([
    new StoreError("Cannot store: full"),
    new NetworkError("reset"),
    new ProtocolError("not an answer of object storage", { foreign: true }),
  ])("saves with the next checkpoint what could not be written: %s", async (error) => {
    let failures = 1;
    const { store, journal, pass } = openJournal(memoryStore(() => (failures-- > 0 ? error : null)));
    journal.add(row(1));
    await pass(10_000);
    journal.add(row(2));
    await pass(9_999);
    expect(store.calls).toHaveLength(1);
    await pass(1);
    expect(await savedIn(store)).toEqual(["1: 1,2"]);
  });

  it("tells what it saved, and what it could not save", async () => {
    let failures = 1;
    const store = memoryStore(() => (failures-- > 0 ? new StoreError("Cannot store: full") : null));
    const { journal, pass, told } = openJournal(store);
    journal.add(row(1));
    await pass(10_000);
    journal.add(row(2));
    await pass(10_000);
    expect(told).toEqual([
      { event: "progress-not-saved", run: "run1", code: "STORE", message: "Cannot store: full" },
      { event: "progress-saved", run: "run1", pieces: 2, durationMs: 0 },
    ]);
  });

  it("saves at once what it is told to, due or not, and keeps it where that fails, which it throws", async () => {
    let failures = 1;
    const full = new StoreError("Cannot store: full");
    const { store, journal, told } = openJournal(memoryStore(() => (failures-- > 0 ? full : null)));
    await journal.flush();
    expect(store.calls).toEqual([]);
    journal.add(row(1));
    await expect(journal.flush()).rejects.toBe(full);
    journal.add(row(2));
    await journal.flush();
    expect(await savedIn(store)).toEqual(["1: 1,2"]);
    expect(told.map(({ event }) => event)).toEqual(["progress-not-saved", "progress-saved"]);
  });

  it("tells nothing of a write that it broke off itself", async () => {
    const whole = memoryStore();
    const claim: MemoryStore["claim"] = (_key, _bytes, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    const { journal, pass, told } = openJournal({ ...whole, claim });
    journal.add(row(1));
    await pass(10_000);
    await journal.close();
    expect(told).toEqual([]);
  });

  it("saves under the next number where a write was carried out and its answer was lost", async () => {
    const store = memoryStore();
    let lost = true;
    const losing: MemoryStore = {
      ...store,
      async claim(key, bytes, signal) {
        const claim = await store.claim(key, bytes, signal);
        if (!lost) return claim;
        lost = false;
        throw new NetworkError("reset");
      },
    };
    const { journal, pass } = openJournal(losing);
    journal.add(row(1));
    await pass(10_000);
    journal.add(row(2));
    await pass(10_000);
    expect(await savedIn(store)).toEqual(["1: 1", "2: 1,2"]);
  });

  it("takes the next number where a run that races took the first", async () => {
    const store = memoryStore();
    const [one, other] = [openJournal(store), openJournal(store)];
    one.journal.add(row(1));
    other.journal.add(row(2));
    await Promise.all([one.pass(10_000), other.pass(10_000)]);
    expect(await savedIn(store)).toEqual(["1: 1", "2: 2"]);
  });

  it("throws a defect where the work goes on, and not what the store answers", async () => {
    const defect = new TypeError("a defect");
    const { journal, pass } = openJournal(memoryStore(() => defect));
    journal.add(row(1));
    await pass(10_000);
    expect(() => journal.beat()).toThrow(defect);
    expect(() => journal.add(row(2))).toThrow(defect);
    await journal.close();
  });

  it("saves nothing more when it is not to begin", async () => {
    const { store, journal, pass } = openJournal(memoryStore(), { begins: false });
    journal.add(row(1));
    await pass(10_000);
    journal.add(row(2));
    await pass(10_000);
    expect(journal.isDue(0)).toBe(false);
    expect(store.calls).toEqual([]);
  });

  it("forgets what exceeds 16 MB of waiting lines, and keeps what came first", async () => {
    const { store, journal, pass } = openJournal();
    const hole = { from: 0, to: 1, cause: "network", requestId: null, evidence: null } as const;
    const large = { ...row(2), failed: [{ job: 0, outage: true, hole: { ...hole, detail: "x".repeat(9 << 20) } }] };
    for (const each of [row(1), large, { ...large, batch: 3 }, row(4)]) journal.add(each);
    await pass(10_000);
    expect(await savedIn(store)).toEqual(["1: 1,2,4"]);
  });

  it("leaves nothing under way when it is closed", async () => {
    const written: string[] = [];
    const stuck: MemoryStore = {
      ...memoryStore(),
      claim: (key, _, signal) =>
        new Promise((_resolve, reject) => {
          written.push(key);
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
    };
    const { journal, pass } = openJournal(stuck);
    journal.add(row(1));
    await pass(10_000);
    journal.add(row(2));
    await pass(10_000);
    expect(written).toHaveLength(1);
    await journal.close();
    journal.add(row(3));
    await pass(10_000);
    expect(written).toHaveLength(1);
  });
});

describe("readCheckpoints()", () => {
  it("goes on behind one that does not count, and ends at one that is missing or cannot be given", async () => {
    const unreadable = ({ key }: StoreCall) => (key.endsWith("0013.jsonl.gz") ? new StoreError("Cannot read") : null);
    const { store, journal, pass } = openJournal(memoryStore(unreadable));
    for (let batch = 1; batch <= 12; batch += 1) {
      journal.add(row(batch));
      await pass(10_000);
    }
    const [second = ""] = [...store.objects.keys()].filter((key) => key.endsWith("0002.jsonl.gz"));
    store.objects.set(second, (store.objects.get(second) ?? Buffer.alloc(0)).slice(0, -9));
    const saved = await savedIn(store);
    expect(saved).toHaveLength(12);
    expect(saved.slice(0, 3)).toEqual(["1: 1", "2: nothing", "3: 3"]);
    expect(unpackCheckpoint("run2", store.objects.get(second.replace("0002", "0001")) ?? Buffer.alloc(0))).toBeNull();
  });
});
