import { beforeEach, describe, expect, it } from "vitest";
import { shiftNight } from "../../../lib/core/night.ts";
import { commitScopes, type NightScope } from "../../fakes/committed-night.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { diffOf, ofKind, tonight } from "./diff-fixture.ts";

const usual = (back: number): NightScope => ({ failed: { Usual: 10 + (back % 3) }, succeeded: 490 });
const commitAt = (revision: number) => `v1/commits/family=pic/date=${tonight}/diff-r000${revision}.json`;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const dateOf = (back: number) => shiftNight(tonight, -back);

async function commitBack(store: MemoryStore, backs: readonly number[]): Promise<void> {
  for (const back of backs) await commitScopes(store, dateOf(back), { q: usual(back) });
}

function forget(store: MemoryStore, part: string): void {
  for (const key of store.objects.keys()) if (key.includes(part)) store.objects.delete(key);
}

let store: MemoryStore;

beforeEach(async () => {
  store = memoryStore();
  await commitBack(store, upTo(40));
  await commitScopes(store, tonight, { q: { failed: { Usual: 80 }, succeeded: 420 } });
});

describe("the series of a diff", () => {
  it("goes further back than its history, and is named by its manifest", async () => {
    const { manifest } = await diffOf(store);
    expect(manifest.history).toHaveLength(28);
    expect(manifest.series.map(({ night }) => night)).toEqual(upTo(40).map(dateOf));
  });

  it("is the same whether its files were there or had to be made, byte for byte", async () => {
    await diffOf(store);
    const objects = new Map(store.objects);
    forget(store, "diff");
    forget(store, "/series/");
    store.objects.delete(commitAt(1));
    await diffOf(store);
    expect(store.objects).toEqual(objects);
    forget(store, "diff");
    await diffOf(store);
    expect(store.objects).toEqual(objects);
  });

  it("is made again where its files are damaged", async () => {
    await diffOf(store);
    const objects = new Map(store.objects);
    forget(store, "diff");
    for (const key of store.objects.keys()) if (key.includes("/series/")) store.objects.set(key, Buffer.from("{}"));
    await diffOf(store);
    expect(store.objects).toEqual(objects);
  });

  it("has the night's own file too, for the next night", async () => {
    await diffOf(store);
    expect([...store.objects.keys()].filter((key) => key.includes("/series/"))).toHaveLength(41);
  });

  it("makes the next revision when a night was repaired that only it looks at", async () => {
    const first = await diffOf(store);
    await commitScopes(store, dateOf(33), { q: usual(1) }, { change: { revision: 2 } });
    const second = await diffOf(store);
    expect(second).toMatchObject({ already: false, key: commitAt(2), commit: { replaces: commitAt(1) } });
    expect(second.manifest.history).toEqual(first.manifest.history);
    expect(await diffOf(store)).toEqual({ ...second, already: true });
  });

  it("makes the next revision when such a night was committed late", async () => {
    await diffOf(store);
    await commitBack(store, [41]);
    expect(await diffOf(store)).toMatchObject({ already: false, key: commitAt(2) });
  });

  it("makes none when such nights are gone by age since", async () => {
    const first = await diffOf(store);
    for (const back of [35, 40]) forget(store, `date=${dateOf(back)}`);
    expect(await diffOf(store)).toEqual({ ...first, already: true });
  });

  it("leaves out a night whose report is damaged, says so, and makes no revision until it is back", async () => {
    const key =
      [...store.objects.keys()].find((each) => each.includes(`summaries/family=pic/date=${dateOf(33)}`)) ?? "";
    const bytes = store.objects.get(key) ?? Buffer.from("");
    store.objects.delete(key);
    const first = await diffOf(store);
    expect(first.diff.leftOut).toEqual([{ night: dateOf(33), reason: `Cannot read the report: ${key} is missing` }]);
    expect(first.manifest.series).toHaveLength(39);
    expect(await diffOf(store)).toEqual({ ...first, already: true });
    store.objects.set(key, bytes);
    expect(await diffOf(store)).toMatchObject({ already: false, key: commitAt(2), diff: { leftOut: [] } });
  });

  it("leaves out a night whose commit cannot be read", async () => {
    store.objects.set(`v1/commits/family=pic/date=${dateOf(36)}/r0001.json`, Buffer.from("{}"));
    const { diff, manifest } = await diffOf(store);
    expect(diff.leftOut.map(({ night }) => night)).toEqual([dateOf(36)]);
    expect(manifest.series.map(({ night }) => night)).not.toContain(dateOf(36));
  });

  it("ends behind a fortnight that is not committed", async () => {
    for (const back of upTo(40).slice(9, 23)) forget(store, `date=${dateOf(back)}`);
    const { manifest } = await diffOf(store);
    expect(manifest.series.map(({ night }) => night)).toEqual(upTo(9).map(dateOf));
    expect(manifest.history).toHaveLength(14);
  });

  it("looks 56 nights back and compares a weekday with its like once there are six weeks", async () => {
    await commitBack(store, [...upTo(60)].slice(40));
    const told = await diffOf(store);
    expect(told.manifest.series).toHaveLength(56);
    const [spike] = ofKind(told, "spike");
    expect(spike).toMatchObject({ level: "scope", weekdays: true });
    expect(spike?.nights).toEqual([7, 14, 21, 28, 35, 42, 49, 56].map(dateOf));
  });
});
