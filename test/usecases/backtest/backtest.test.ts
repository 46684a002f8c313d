import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import { shiftNight } from "../../../lib/core/night.ts";
import { usualTuning } from "../../../lib/core/spikes/spike-tuning.ts";
import { type BacktestRequest, backtest } from "../../../lib/usecases/backtest/backtest.ts";
import { diffNight } from "../../../lib/usecases/diff/diff-night.ts";
import { commitScopes, type NightScope } from "../../fakes/committed-night.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";

const signal = new AbortController().signal;
const producer = { name: "job-audit", version: "0.1.0" };
const last = "2026-11-20";
const request: BacktestRequest = {
  ...{ family: "pic", from: "2026-11-15", to: last },
  ...{ alwaysAlert: [], tuning: usualTuning, repeatNights: 7, silences: [] },
};

/** The 17th spikes, the 16th is not committed. */
async function nights(): Promise<MemoryStore> {
  const store = memoryStore();
  for (let back = 14; back >= 0; back -= 1) {
    const date = shiftNight(last, -back);
    const content: NightScope = { failed: { Usual: date === "2026-11-17" ? 90 : 20 + (back % 3) }, succeeded: 980 };
    if (date !== "2026-11-16") await commitScopes(store, date, { q: content });
  }
  return store;
}

const replay = (store: MemoryStore, change: Partial<BacktestRequest> = {}) =>
  backtest({ store, scratch: memoryStore(), producer }, { ...request, ...change }, signal);

const rulesOf = (signals: readonly { readonly rule: string }[]) => signals.map(({ rule }) => rule);

describe("backtest()", () => {
  it("tells what fires in each committed night, opens its incidents and resolves them, and writes nothing", async () => {
    const store = await nights();
    const before = new Map(store.objects);
    const { nights: replayed, leftOut } = await replay(store);
    expect(leftOut).toEqual([]);
    expect(store.objects).toEqual(before);
    expect(
      replayed.map(({ night, fired, items }) => [night, rulesOf(fired), items.map(({ change }) => change)]),
    ).toEqual([
      ["2026-11-15", [], []],
      ["2026-11-17", ["rate.spike"], ["opened"]],
      ["2026-11-18", [], []],
      ["2026-11-19", [], ["resolved"]],
      ["2026-11-20", [], []],
    ]);
    expect(replayed.every(({ committed }) => committed === null)).toBe(true);
  });

  it("tells fewer where the floors are higher", async () => {
    const store = await nights();
    const firedWith = async (change: Partial<BacktestRequest["tuning"]>) => {
      const replayed = await replay(store, { tuning: { ...usualTuning, ...change } });
      return replayed.nights.flatMap(({ fired }) => rulesOf(fired));
    };
    // 90 of 1,070 failed, where about 21 of 1,001 do.
    expect(await firedWith({ minExcess: 60 })).toEqual(["rate.spike"]);
    expect(await firedWith({ minExcess: 80 })).toEqual([]);
    expect(await firedWith({ minRatio: 5 })).toEqual([]);
  });

  it("says what the committed diffs have that does not fire now, and the other way round", async () => {
    const store = await nights();
    const deps = { store, output: store, producer, alwaysAlert: ["Rare"] };
    await commitScopes(
      store,
      "2026-11-20",
      { q: { failed: { Usual: 20, Rare: 1 }, succeeded: 980 } },
      { change: { revision: 2 } },
    );
    for (const date of ["2026-11-17", "2026-11-20"]) {
      await diffNight(deps, { name: { family: "pic", date }, historyNights: 28, baseline: null }, signal);
    }
    const { nights: less } = await replay(store, { from: "2026-11-17" });
    expect(less.map(({ night, committed }) => [night, committed && rulesOf(committed.gone)])).toEqual([
      ["2026-11-17", []],
      ["2026-11-18", null],
      ["2026-11-19", null],
      ["2026-11-20", ["group.new"]],
    ]);
    expect(less[3]?.committed).toMatchObject({ fired: 1, added: [], gone: [{ fingerprint: "v1:Rare", queueId: "q" }] });
    const { nights: same } = await replay(store, { alwaysAlert: ["Rare"] });
    expect(same.at(-1)?.committed).toEqual({ fired: 1, added: [], gone: [] });
  });

  it("leaves out a night that is damaged, and compares none with a diff that is", async () => {
    const store = await nights();
    const name = { family: "pic", date: "2026-11-18" } as const;
    await diffNight({ store, output: store, producer }, { name, historyNights: 28, baseline: null }, signal);
    for (const key of store.objects.keys()) {
      if (/groups.*11-19/.test(key) || /signals-/.test(key)) store.objects.delete(key);
    }
    const { nights: replayed, leftOut } = await replay(store);
    expect(leftOut).toEqual([{ night: "2026-11-19", reason: expect.stringMatching(/groups.* is missing$/) }]);
    expect(replayed.map(({ night }) => night)).toEqual(["2026-11-15", "2026-11-17", "2026-11-18", "2026-11-20"]);
    expect(replayed.map(({ committed }) => committed)).toEqual([null, null, null, null]);
  });

  it("stops where the store cannot be asked for a while", async () => {
    const whole = await nights();
    const name = { family: "pic", date: last } as const;
    await diffNight({ store: whole, output: whole, producer }, { name, historyNights: 28, baseline: null }, signal);
    for (const part of ["summaries", "diff-r0001"]) {
      const cut = memoryStore(({ key }) => (key.includes(part) ? new NetworkError("cut") : null));
      for (const entry of whole.objects) if (!entry[0].includes("/series/")) cut.objects.set(...entry);
      await expect(replay(cut)).rejects.toThrow(NetworkError);
    }
  });
});
