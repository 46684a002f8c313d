import { describe, expect, it } from "vitest";
import { incidentsKey } from "../../../lib/core/key.ts";
import { shiftNight } from "../../../lib/core/night.ts";
import { claimIncidents } from "../../../lib/usecases/notify/claim-incidents.ts";
import { readIncidents } from "../../../lib/usecases/notify/read-incidents.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aSignal, commitTold, nightName, signal } from "./told-night.ts";

const first = "2026-10-01";

function at(index: number): string {
  return shiftNight(first, index);
}

async function fold(store: MemoryStore, date: string) {
  const folded = await readIncidents(store, { name: nightName(date), repeatNights: 7 }, signal);
  if (folded === null) throw new Error("there is no diff");
  return folded;
}

async function keep(store: MemoryStore, date: string) {
  const { incidents, commits } = await fold(store, date);
  return claimIncidents(store, incidents, commits, signal);
}

/** Nights whose signals were read. */
async function nightsRead(store: MemoryStore, run: () => Promise<unknown>): Promise<readonly (string | undefined)[]> {
  const before = store.calls.length;
  await run();
  const read = store.calls.slice(before).filter(({ name, key }) => name === "get" && key.includes("/signals-"));
  return read.map(({ key }) => /date=([^/]*)/.exec(key)?.[1]);
}

describe("readIncidents()", () => {
  it("is null for a night without a diff", async () => {
    await expect(readIncidents(memoryStore(), { name: nightName(first), repeatNights: 7 }, signal)).resolves.toBeNull();
  });

  it("folds all nights where nothing is kept, and from what is kept after that", async () => {
    const store = memoryStore();
    for (const index of [0, 1, 3]) await commitTold(store, at(index), { signals: [aSignal("v1:aa")] });
    expect(await nightsRead(store, () => keep(store, at(3)))).toEqual([at(0), at(1), at(3)]);
    expect((await fold(store, at(3))).incidents).toMatchObject({ incidents: [{ openedOn: at(0), nights: 3 }] });
    await commitTold(store, at(4));
    expect(await nightsRead(store, () => keep(store, at(4)))).toEqual([at(4)]);
    expect(await nightsRead(store, () => keep(store, at(4)))).toEqual([]);
  });

  it("folds anew from the night whose diff was revised, or that was committed late", async () => {
    const store = memoryStore();
    for (const index of [0, 1, 3, 4]) {
      await commitTold(store, at(index), { signals: [aSignal("v1:aa")] });
      await keep(store, at(index));
    }
    await commitTold(store, at(3), { revision: 2 });
    await commitTold(store, at(5));
    expect(await nightsRead(store, () => keep(store, at(5)))).toEqual([at(3), at(4), at(5)]);
    await commitTold(store, at(2));
    const { incidents } = await fold(store, at(5));
    expect(incidents.incidents).toMatchObject([{ nights: 3, clean: 1, openedOn: at(0) }]);
    expect(incidents.folded.map(({ night }) => night)).toEqual([5, 4, 3, 2, 1, 0].map(at));
  });

  it("looks sixty nights back, and no further", async () => {
    const store = memoryStore();
    for (const index of [0, 1, 30, 60]) await commitTold(store, at(index), { signals: [aSignal(`v1:${index}`)] });
    expect(await nightsRead(store, () => fold(store, at(60)))).toEqual([at(1), at(30), at(60)]);
  });

  it("folds on from what was kept before the nights that are watched, where what lies behind is revised or missing", async () => {
    const store = memoryStore();
    const { severity: _s, evidence: _e, ...there } = aSignal("v1:aa");
    for (let index = 0; index <= 70; index += 1) {
      await commitTold(store, at(index), index === 0 ? { signals: [aSignal("v1:aa")] } : { warm: [there] });
      await keep(store, at(index));
    }
    await commitTold(store, at(71 - 27), { revision: 2, warm: [there] });
    await commitTold(store, at(71), { warm: [there] });
    expect((await fold(store, at(71))).incidents.incidents).toMatchObject([{ openedOn: first, state: "open" }]);
    await commitTold(store, at(110), { warm: [there] });
    expect((await fold(store, at(110))).incidents.incidents).toMatchObject([{ openedOn: first, state: "open" }]);
  });

  it("passes over a night whose signals are missing, damaged, or were never made", async () => {
    const store = memoryStore();
    for (const index of [0, 1, 2, 3, 4]) {
      await commitTold(store, at(index), { signals: index === 0 ? [aSignal("v1:aa")] : [], old: index === 2 });
    }
    for (const key of [...store.objects.keys()]) {
      if (key.includes("/signals-") && key.includes(at(1))) store.objects.delete(key);
      if (key.includes("/diff-manifest-") && key.includes(at(3))) store.objects.set(key, Buffer.from("{"));
    }
    const { incidents } = await fold(store, at(4));
    expect(incidents.incidents).toMatchObject([{ state: "open", clean: 1 }]);
    expect(incidents.folded).toHaveLength(5);
    await keep(store, at(4));
    expect((await fold(store, at(4))).isKept).toBe(true);
  });

  it("takes a diff whose commit cannot be read for none", async () => {
    const store = memoryStore();
    await commitTold(store, at(0), { signals: [aSignal("v1:aa")] });
    await commitTold(store, at(1));
    for (const key of [...store.objects.keys()])
      if (key.endsWith(`${at(0)}/diff-r0001.json`)) store.objects.set(key, Buffer.from("{"));
    expect((await fold(store, at(1))).incidents.incidents).toEqual([]);
  });

  it("tells of a store that does not answer", async () => {
    const broken = memoryStore(() => new Error("no route"));
    await expect(fold(broken, first)).rejects.toThrow("no route");
  });

  it("folds anew where what is kept is damaged, or of another night", async () => {
    const store = memoryStore();
    await commitTold(store, at(0), { signals: [aSignal("v1:aa")] });
    const key = await keep(store, at(0));
    const other = Buffer.from(store.objects.get(String(key)) ?? [])
      .toString("utf8")
      .replace(`"night": "${at(0)}"`, `"night": "${at(1)}"`);
    for (const bytes of ["{", "{}", other]) {
      store.objects.set(String(key), Buffer.from(bytes));
      expect(await fold(store, at(0))).toMatchObject({ isKept: false, stored: { revision: 1, incidents: null } });
    }
    await expect(keep(store, at(0))).resolves.toBe(incidentsKey(nightName(at(0)), 2));
  });
});

describe("claimIncidents()", () => {
  const keyOf = (revision: number) => incidentsKey(nightName(at(0)), revision);

  async function folded() {
    const store = memoryStore();
    await commitTold(store, at(0), { signals: [aSignal("v1:aa")] });
    return { store, ...(await fold(store, at(0))) };
  }

  it("keeps one revision of what runs that race fold alike, or otherwise of the same diffs", async () => {
    const { store, incidents, commits } = await folded();
    const others = memoryStore();
    for (const kept of [incidents, incidents, { ...incidents, events: [] }]) {
      await expect(claimIncidents({ ...others, claim: store.claim }, kept, commits, signal)).resolves.toBe(keyOf(1));
    }
    expect([...store.objects.keys()].filter((key) => key.includes("/incidents/"))).toHaveLength(1);
  });

  it("keeps no second revision of the same diffs, whoever read them before", async () => {
    const { store, incidents, commits } = await folded();
    await claimIncidents(store, { ...incidents, events: [] }, commits, signal);
    await expect(claimIncidents(store, incidents, commits, signal)).resolves.toBe(keyOf(1));
  });

  it("gives way to who folded a diff that was committed since", async () => {
    const { store, incidents, commits } = await folded();
    await commitTold(store, at(0), { signals: [], revision: 2 });
    await keep(store, at(0));
    await expect(claimIncidents(store, incidents, commits, signal)).resolves.toBeNull();
    expect(store.objects.has(keyOf(2))).toBe(false);
  });

  it("keeps it as the next revision where others folded other diffs, and gives up in the end", async () => {
    const { store, incidents, commits } = await folded();
    const foreign = (revision: number) => store.objects.set(keyOf(revision), Buffer.from("{}"));
    foreign(1);
    await expect(claimIncidents(store, incidents, commits, signal)).resolves.toBe(keyOf(2));
    for (const revision of [2, 3, 4, 5]) foreign(revision);
    const unread = { ...store, get: async () => null };
    await expect(claimIncidents(unread, incidents, commits, signal)).resolves.toBeNull();
  });
});
