import { describe, expect, it } from "vitest";
import { shiftNight } from "../../../lib/core/night.ts";
import type { PageView } from "../../../lib/core/page/page-view.ts";
import { diffManifestSchema, diffSchema } from "../../../lib/core/schema/diff.ts";
import { type RateTest, rateTestSchema } from "../../../lib/core/schema/rate-test.ts";
import { regressionSchema } from "../../../lib/core/schema/regression.ts";
import { signalsSchema } from "../../../lib/core/schema/signals.ts";
import { diffNight } from "../../../lib/usecases/diff/diff-night.ts";
import { readRows, readStored } from "../../../lib/usecases/report/read-lines.ts";
import { commitScopes, type NightScope, noDurations } from "../../fakes/committed-night.ts";
import { type MemoryStore, memoryStore } from "../../fakes/memory-store.ts";
import { diffOf, ofKind, producer, type Told, tonight } from "./diff-fixture.ts";

const signal = new AbortController().signal;

/** A fiftieth fails, a little more or less from night to night. */
const usual = (back: number): NightScope => ({ failed: { Usual: 20 + (back % 3) }, succeeded: 980 });
const spiking: NightScope = { failed: { Usual: 22, Odd: 60 }, succeeded: 920 };

/** Nights up to the one before tonight; `contentOf` of how many nights back. */
async function history(
  nights: number,
  contentOf: (back: number) => Readonly<Record<string, NightScope>> = (back) => ({ q: usual(back) }),
): Promise<MemoryStore> {
  const store = memoryStore();
  for (let back = nights; back >= 1; back -= 1) await commitScopes(store, shiftNight(tonight, -back), contentOf(back));
  return store;
}

async function testsOf(store: MemoryStore, { manifest }: Told): Promise<readonly RateTest[]> {
  const files = manifest.files.filter(({ dataset }) => dataset === "tests");
  const tests: RateTest[] = [];
  for await (const row of readRows<RateTest>(store, files, "job-audit/rate-test/v1", signal)) tests.push(row);
  return tests;
}

async function signalsIn(store: MemoryStore, { manifest }: Told) {
  const [file] = manifest.files.filter(({ dataset }) => dataset === "signals");
  if (file === undefined) throw new Error("no signals");
  return signalsSchema.parse(JSON.parse(Buffer.from(await readStored(store, file, signal)).toString()));
}

const verdicts = (tests: readonly RateTest[]) =>
  tests.map(({ queueId, level, operation, fingerprint, verdict }) =>
    [queueId, level, operation ?? fingerprint, verdict].filter((part) => part !== null).join(" "),
  );

describe("a diff of a night whose failures spike", () => {
  it("has a line for the scope, the operation and the group, with the numbers, and why of the scope alone", async () => {
    const store = await history(28, (back) => ({ q: usual(back), r: usual(back) }));
    await commitScopes(store, tonight, { q: spiking, r: usual(1) });
    const told = await diffOf(store);
    const spikes = ofKind(told, "spike");
    expect(spikes.map(({ level, code, why }) => [level, code, why !== null])).toEqual([
      ["scope", null, true],
      ["operation", null, false],
      ["group", "Odd", false],
    ]);
    expect(spikes[0]).toMatchObject({
      ...{ queueId: "q", worse: true, baseline: "2026-11-20", provisional: false, operation: null, fingerprint: null },
      after: { failed: 82, ended: 1002 },
      // 28 nights of 20, 21 or 22 failures of 980 more.
      before: { failed: 588, ended: 28 * 980 + 588 },
    });
    expect(spikes[0]?.expected).toBeCloseTo((1002 * 588) / 28_028, 3);
    expect(spikes[2]).toMatchObject({ fingerprint: "v1:Odd", message: "no luck: Odd", before: { failed: 0 } });
    expect(spikes[0]?.why).toMatchObject({ nights: expect.arrayContaining(["2026-11-20"]) });
    expect(told.diff.headline.rates).toEqual({ tested: 5, tooFew: 0, spikes: 3, drifts: 0, slow: 0 });
    expect(told.diff.worst[0]).toEqual(spikes[0]);
  });

  it("keeps every test, the quiet ones too, and tests what is narrower only where the scope moved", async () => {
    const store = await history(28, (back) => ({
      q: usual(back),
      r: usual(back),
      small: { failed: { Usual: 1 }, succeeded: 9 },
    }));
    await commitScopes(store, tonight, { q: spiking, r: usual(1), small: { failed: { Usual: 2 }, succeeded: 8 } });
    const tests = await testsOf(store, await diffOf(store));
    for (const test of tests) expect(rateTestSchema.parse(test)).toEqual(test);
    expect(verdicts(tests)).toEqual([
      ...["q scope spike", "q operation t1 spike", "q group v1:Odd spike", "q group v1:Usual not-significant"],
      ...["r scope quiet", "small scope too-few"],
    ]);
  });

  it("writes its lines between those of inputs and of plain rates, and all as the schemas say", async () => {
    const store = await history(28);
    await commitScopes(store, tonight, { q: { failed: { Usual: ["2026-11-20/Usual-1"], Odd: 90 }, succeeded: 900 } });
    const told = await diffOf(store);
    const kinds = [...new Set(told.lines.map(({ kind }) => kind))];
    expect(kinds).toEqual(["group", "input", "spike", "rate"]);
    for (const line of told.lines) expect(regressionSchema.parse(line)).toEqual(line);
    expect(diffSchema.parse(told.diff)).toEqual(told.diff);
    expect(diffManifestSchema.parse(told.manifest)).toEqual(told.manifest);
    expect(told.manifest.files.map(({ dataset }) => dataset)).toEqual(["regressions", "diff", "tests", "signals"]);
  });

  it("signals the scope once", async () => {
    const store = await history(28);
    await commitScopes(store, tonight, { q: spiking });
    const { signals } = await signalsIn(store, await diffOf(store));
    expect(
      signals.filter(({ rule }) => rule === "rate.spike").map(({ queueId, operation }) => [queueId, operation]),
    ).toEqual([["q", null]]);
  });

  it("does not compare with a night that alerted itself, nor with one that has holes", async () => {
    const odd = "2026-11-18";
    const store = await history(28, (back) => {
      if (shiftNight(tonight, -back) === odd) return { q: spiking };
      return { q: { ...usual(back), complete: back !== 5 } };
    });
    await commitScopes(store, tonight, { q: spiking });
    const [test] = await testsOf(store, await diffOf(store));
    expect(test?.leftOut).toEqual([odd]);
    expect(test?.nights).not.toContain(odd);
    expect(test?.nights).not.toContain(shiftNight(tonight, -5));
    expect(test?.nights).toHaveLength(26);
  });

  it("tests nothing of a night chosen by hand", async () => {
    const store = await history(28);
    await commitScopes(store, tonight, { q: spiking });
    const told = await diffOf(store, { baseline: "2026-11-13", output: memoryStore() });
    expect(ofKind(told, "spike")).toEqual([]);
    expect(told.diff.headline.rates).toBeNull();
    expect(told.manifest).toMatchObject({ series: [], files: [{ dataset: "regressions" }, { dataset: "diff" }] });
  });

  it("says of a first night, and of one without scopes, that there is nothing to compare with", async () => {
    const first = memoryStore();
    await commitScopes(first, tonight, { q: spiking });
    const told = await diffOf(first);
    expect(verdicts(await testsOf(first, told))).toEqual(["q scope no-history"]);
    const empty = memoryStore();
    await commitScopes(empty, tonight, {});
    expect((await diffOf(empty)).diff.headline.rates).toMatchObject({ tested: 0, spikes: 0 });
  });

  it("says of a scope with holes that it cannot be judged", async () => {
    const store = await history(28);
    await commitScopes(store, tonight, { q: { ...spiking, complete: false } });
    expect(verdicts(await testsOf(store, await diffOf(store)))).toEqual(["q scope incomplete"]);
  });

  it("tells of a rate that creeps up behind the spikes, and of jobs that take longer", async () => {
    // From the 14th night before on a tenth more fail each second night.
    const creeping = (back: number) => (back > 14 ? 20 : 20 + Math.round((14 - back) * 0.8)) * 10;
    const run = (ms: number) => ({ ...noDurations, count: 500, p50Ms: ms, p90Ms: 2 * ms, p99Ms: 3 * ms });
    const store = await history(28, (back) => ({
      q: { failed: { Usual: creeping(back) }, succeeded: 9_800 },
      r: { ...usual(back), run: run(2_000 + 10 * (back % 3)) },
    }));
    await commitScopes(store, tonight, {
      q: { failed: { Usual: creeping(0) }, succeeded: 9_800 },
      r: { ...usual(1), run: run(9_000) },
    });
    const told = await diffOf(store);
    expect(ofKind(told, "spike").filter(({ level }) => level === "scope")).toEqual([]);
    const [drift, ...others] = ofKind(told, "drift");
    expect(others).toEqual([]);
    expect(drift).toMatchObject({ queueId: "q", worse: true, baseline: "2026-11-20", threshold: 6 });
    expect(drift && drift.since > shiftNight(tonight, -15)).toBe(true);
    expect(ofKind(told, "slow")).toEqual([
      expect.objectContaining({
        queueId: "r",
        phase: "run",
        quantile: "p50Ms",
        before: 2_010,
        after: 9_000,
        worse: true,
      }),
    ]);
    expect(told.diff.headline.rates).toMatchObject({ drifts: 1, slow: 1 });
    expect([...new Set(told.lines.map(({ kind }) => kind))].slice(1)).toEqual(["drift", "slow", "rate", "duration"]);
  });

  it("looks into no more than twenty scopes, those with the most failures that are too many", async () => {
    const queues = Array.from({ length: 22 }, (_, at) => `q${10 + at}`);
    const store = await history(9, (back) => Object.fromEntries(queues.map((queue) => [queue, usual(back)])));
    const spikingBy = (at: number): NightScope => ({ failed: { Usual: 100 + at }, succeeded: 900 - at });
    await commitScopes(store, tonight, Object.fromEntries(queues.map((queue, at) => [queue, spikingBy(at)])));
    const wide = ofKind(await diffOf(store), "spike").filter(({ level }) => level === "scope");
    expect(wide).toHaveLength(22);
    expect(wide.filter(({ why }) => why === null).map(({ queueId }) => queueId)).toEqual(["q10", "q11"]);
  });

  it("has a page where there is somebody to draw it, of the lines, the tests and the nights before", async () => {
    const store = await history(9);
    await commitScopes(store, tonight, { q: spiking });
    const views: PageView[] = [];
    const render = async (view: PageView) => `<p>${views.push(view)}</p>`;
    const request = { name: { family: "pic", date: tonight } as const, historyNights: 28, baseline: null };
    const told = await diffNight({ store, output: store, producer, page: { render } }, request, signal);
    const page = told?.manifest.files.find(({ dataset }) => dataset === "page");
    expect(page?.key).toBe(`v1/diffs/family=pic/date=${tonight}/report-${page?.sha256}.html`);
    expect(String(Buffer.from(store.objects.get(page?.key ?? "") ?? []))).toBe("<p>1</p>");
    expect(views).toHaveLength(1);
    expect(views[0]).toMatchObject({ diff: told?.diff, tested: { spike: 3, "not-significant": 1 } });
    expect(views[0]?.rates.first[0]?.points).toHaveLength(10);
  });

  it("names in its manifest the codes that are always told, and signals by them", async () => {
    const store = await history(3);
    await commitScopes(store, tonight, { q: { ...usual(1), failed: { Usual: 20, Rare: 1 } } });
    const signalsWith = async (alwaysAlert: readonly string[]) => {
      const request = { name: { family: "pic", date: tonight } as const, historyNights: 28, baseline: null };
      const output = memoryStore();
      const told = await diffNight({ store, output, producer, alwaysAlert }, request, signal);
      expect(told?.manifest.alwaysAlert).toEqual(alwaysAlert);
      const { signals } = await signalsIn(output, { ...(told as Told), lines: [] });
      return signals.map(({ rule, fingerprint }) => [rule, fingerprint]);
    };
    expect(await signalsWith([])).toEqual([]);
    expect(await signalsWith(["Rare"])).toEqual([["group.new", "v1:Rare"]]);
  });
});
