import { describe, expect, it } from "vitest";
import { whySentence } from "../../../lib/core/why/why-words.ts";
import { DamagedNightError } from "../../../lib/usecases/diff/damaged-night.ts";
import { readCommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { type ScopeCounts, type SpikeToExplain, whySpike } from "../../../lib/usecases/why/why-spike.ts";
import { anOperation, commitScopes, type NightScope } from "../../fakes/committed-night.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { aScope } from "../../fakes/samples.ts";

const signal = new AbortController().signal;
const tonight = "2026-11-21";
const nights = Array.from({ length: 9 }, (_, index) => `2026-11-${20 - index}`);

const keys = (count: number, folder: string) => Array.from({ length: count }, (_, index) => `${folder}${index}.jpg`);

/** Eight failures that every night has. */
const usual: NightScope = { failed: { A: [...keys(4, "web/"), ...keys(2, "heic/"), ...keys(2, "in/")] } };
const bad: NightScope = { failed: { A: [...keys(4, "web/"), ...keys(90, "heic/"), ...keys(2, "in/")] } };

async function stored(now: Readonly<Record<string, NightScope>>, before: NightScope = usual): Promise<MemoryStore> {
  const store = memoryStore();
  for (const night of nights) await commitScopes(store, night, { q1: before, q2: bad });
  await commitScopes(store, tonight, now);
  return store;
}

async function storedByVersions(night: readonly string[], before: readonly string[]): Promise<MemoryStore> {
  const store = memoryStore();
  for (const each of nights) await commitScopes(store, each, { q1: { failed: { A: 8, B: 8 } } }, { versions: before });
  await commitScopes(store, tonight, { q1: { failed: { A: 8, B: 96 } } }, { versions: night });
  return store;
}

async function committed(store: MemoryStore, date: string) {
  const night = await readCommittedNight(store, { family: "pic", date }, signal);
  if (night === null) throw new Error(`${date} is not committed`);
  return night;
}

async function explained(
  store: MemoryStore,
  spike: Partial<SpikeToExplain> = {},
  countsOf: (night: string) => ScopeCounts | null = () => null,
) {
  const request = {
    night: await committed(store, tonight),
    baselineNights: await Promise.all(nights.map((night) => committed(store, night))),
    spike: { ...aScope, queueId: "q1", operation: null, fingerprint: null, nights, expected: 8, ...spike },
    countsOf,
  };
  store.calls.length = 0;
  return whySpike(store, request, signal);
}

describe("whySpike(), of fingerprints", () => {
  const told = async (night: readonly string[], before: readonly string[]) => {
    const { attributes } = await explained(await storedByVersions(night, before), { expected: 16 });
    const fingerprints = attributes.filter(({ attribute }) => attribute === "fingerprint");
    return fingerprints.map(({ value, failed, expected }) => ({ value, failed, expected }));
  };

  it("compares them by the version that all nights have", async () => {
    const rise = [{ value: "v1:B", failed: 96, expected: 8 }];
    expect(await told(["v1"], ["v1"])).toEqual(rise);
    expect(await told(["v1", "v2"], ["v1"])).toEqual(rise);
    expect(await told(["v2", "v2+0a"], ["v2", "v2+0b"])).toEqual([{ ...rise[0], value: "v2:B" }]);
  });
});

describe("whySpike()", () => {
  it("explains the failures of the scope by those of the same scope in seven nights before", async () => {
    const why = await explained(await stored({ q1: bad, q2: usual }));
    expect(why.nights).toEqual(nights.slice(0, 7));
    expect(why.extra).toBe(88);
    expect(why.rule).toEqual({
      conditions: [{ attribute: "prefix", value: "heic/" }],
      ...{ failed: 90, expected: 2, excess: 88, coverage: 1 },
    });
    expect(why).toMatchObject({ mix: null, sampled: false });
    expect(why.attributes.map(({ attribute }) => attribute)).not.toContain("queue");
  });

  it("reads no night that the spike is not compared with", async () => {
    const store = await stored({ q1: bad });
    const compared = ["2026-11-19", "2026-11-17"];
    expect((await explained(store, { nights: compared })).nights).toEqual(compared);
    const read = store.calls.map(({ key }) => /date=([\d-]+)/.exec(key)?.[1]);
    expect([...new Set(read)].sort()).toEqual(["2026-11-17", "2026-11-19", tonight]);
  });

  it("reads no other scope", async () => {
    const store = await stored({ q1: bad, q2: bad });
    await explained(store);
    expect(store.calls.every(({ key }) => key.includes("/queue=q1/"))).toBe(true);
  });

  it("takes failed jobs only", async () => {
    const why = await explained(await stored({ q1: { ...bad, verdict: "stuck.running" } }));
    expect(why).toMatchObject({ extra: -8, rule: null, attributes: [] });
  });

  it("explains a group by its own failures, whatever version names it, and not by what names it", async () => {
    const failed = { A: keys(20, "web/"), B: [...keys(60, "heic/"), ...keys(4, "web/")] };
    const store = await stored(
      { q1: { failed } },
      { failed: { A: keys(9, "in/"), B: [...keys(1, "heic/"), ...keys(4, "web/")] } },
    );
    const why = await explained(store, { fingerprint: "v1:B", expected: 5 });
    expect(why.extra).toBe(59);
    expect(why.rule?.conditions).toEqual([{ attribute: "prefix", value: "heic/" }]);
    expect(why.attributes.map(({ attribute }) => attribute)).not.toContain("fingerprint");
    expect(why.attributes.map(({ attribute }) => attribute)).not.toContain("code");
  });

  it("explains an operation by its own failures", async () => {
    const store = await stored({ q1: bad });
    expect((await explained(store, { operation: anOperation.templateId })).rule?.failed).toBe(90);
    expect((await explained(store, { operation: "t2" })).rule).toBeNull();
  });

  it("tells how much of the rise is mix, with jobs whose operation is not told as one part", async () => {
    const store = await stored({ q1: bad });
    const before = { failed: 8, ended: 1_000, operations: [{ operation: "t1", failed: 7, ended: 900 }] };
    const now = { failed: 96, ended: 1_000, operations: [{ operation: "t1", failed: 95, ended: 900 }] };
    const countsOf = (night: string) => (night === tonight ? now : before);
    const { mix } = await explained(store, {}, countsOf);
    expect(mix?.rates).toBeCloseTo(0.088, 10);
    expect(mix?.mix).toBeCloseTo(0, 10);
    expect((await explained(store, { operation: "t1" }, countsOf)).mix).toBeNull();
    expect((await explained(store, { fingerprint: "v1:A" }, countsOf)).mix).toBeNull();
    const bare = { failed: 10, ended: 100, operations: [] };
    const none = (await explained(store, {}, (night) => (night === tonight ? bare : before))).mix;
    expect((none?.rates ?? 0) + (none?.mix ?? 0)).toBeCloseTo(0.1 - 0.008, 5);
  });

  it("names the operation of a rise that is all mix, and says that its rate did not rise", async () => {
    const store = await stored({ q1: { failed: { A: [...keys(96, "web/")] } } });
    const counts = (good: number, bad: number) => {
      const operations = [
        { operation: "good", failed: good / 100, ended: good },
        { operation: "t1", failed: bad / 2, ended: bad },
      ];
      return { failed: good / 100 + bad / 2, ended: good + bad, operations };
    };
    const why = await explained(store, {}, (night) => (night === tonight ? counts(800, 180) : counts(1_000, 12)));
    expect(why.mix?.rates).toBeCloseTo(0, 10);
    expect(why.mix?.mix).toBeGreaterThan(0.08);
    expect(whySentence(why, "en")).toMatch(/jobs shifted to operations that fail more often$/);
  });

  it("tells hours in the zone of the report", async () => {
    const store = await stored({ q1: bad }, { failed: {} });
    const { attributes } = await explained(store, { expected: 1 });
    expect(attributes.find(({ attribute }) => attribute === "hour")?.value).toBe("12");
  });

  it("expects none where none were before", async () => {
    expect((await explained(await stored({ q1: bad }, { failed: {} }), { expected: null })).extra).toBe(96);
  });

  it("says which night before cannot be believed", async () => {
    const store = await stored({ q1: bad });
    const [file] = (await committed(store, "2026-11-18")).manifest.files.filter(({ key }) => key.includes("findings/"));
    store.objects.delete(file?.key ?? "");
    const found = explained(store);
    await expect(found).rejects.toThrow(DamagedNightError);
    await expect(found).rejects.toMatchObject({ night: "2026-11-18" });
  });
});
