/** A run that is killed at any of its effects, and begun again, tells what an undisturbed one tells. */

import { describe, expect, it } from "vitest";
import type { Job } from "../../../lib/core/job.ts";
import { secret } from "../audit/a-night.ts";
import { bytesOf, contentOf, keysOf } from "../audit/stored.ts";
import {
  type Attempt,
  afterFirstNight,
  answersIn,
  attempt,
  copyOf,
  type Kill,
  type NightOptions,
} from "./killed-night.ts";

const before = await afterFirstNight();

async function undisturbed(options: NightOptions = {}) {
  const store = copyOf(before);
  const run = await attempt(store, options);
  expect(run.result).not.toBeNull();
  return { store, run };
}

/** Runs until one is not killed, each a minute behind the last. */
async function killed(kills: readonly Kill[], options: NightOptions = {}) {
  const store = copyOf(before);
  const runs: Attempt[] = [];
  for (const kill of [...kills, undefined]) {
    const last = runs.at(-1);
    const startAt = last === undefined ? {} : { startAt: last.endedAt + 60_000 };
    runs.push(await attempt(store, { ...options, ...startAt, ...(kill && { kill }) }));
  }
  return { store, runs, last: runs.at(-1)?.result ?? expect.unreachable("the last run was not killed") };
}

/** Two seconds of the morning are listed the wrong way round, on one page. */
function listedAt({ id, createdAt }: Job): number {
  return id.endsWith("-13") ? createdAt + 1_500 : createdAt;
}

function everyKill(effects: number): Kill[] {
  const numbers = Array.from({ length: effects }, (_, index) => index + 1);
  return numbers.flatMap((effect) => [{ effect, when: "before" } as const, { effect, when: "after" } as const]);
}

/** Chains that begin anew list a second again: a page for each of the windows that are read side by side. */
const newStarts = 2;

function expectLittleRepeated(runs: readonly Attempt[], whole: Attempt): void {
  const lost = runs
    .filter(({ result }) => result === null)
    .map(({ asked, endedAt }) => asked.filter((at) => at >= endedAt - 30_000).length + newStarts);
  const asked = runs.flatMap((run) => run.asked).length;
  expect(asked - whole.asked.length).toBeLessThanOrEqual(lost.reduce((sum, pages) => sum + pages, 0));
}

function expectSpacedCheckpoints(runs: readonly Attempt[]): void {
  const times = runs.flatMap(({ saved }) => saved.map(({ at }) => at)).sort((a, b) => a - b);
  for (const [index, at] of times.entries()) {
    if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(10_000);
  }
}

describe("auditNight(), killed", () => {
  it("has a night to be killed in: findings, holes, and everything that open jobs can come to", async () => {
    const { run, store } = await undisturbed();
    const { manifest } = run.result ?? expect.unreachable();
    expect(manifest.status).toBe("incomplete");
    const datasets = new Set(manifest.files.map(({ dataset }) => dataset));
    for (const each of ["findings", "open", "groups", "carried", "amendments", "recoveries"] as const) {
      expect(datasets).toContain(each);
    }
    expect(run.saved.length).toBeGreaterThan(3);
    expect(keysOf(store, /\/work\/.*\/discovery/)).toHaveLength(1);
    const text = keysOf(store, /\/work\/.*gz$/).map((key) => contentOf(store, key).toString());
    expect(text.join("")).toContain("looked-up");
    expect(text.join("")).toContain("rewalked");
    expect(text.join("")).not.toContain(secret);
  });

  it.each<[string, NightOptions]>([
    ["two windows at a time", {}],
    ["one window at a time", { change: { concurrency: 1 } }],
  ])(
    "at every single effect, before and after, with %s, repeats 30 s at most",
    async (_, options) => {
      const whole = await undisturbed(options);
      for (const kill of everyKill(whole.run.effects)) {
        const { store, runs } = await killed([kill], options);
        expect(answersIn(store), `killed ${kill.when} effect ${kill.effect}`).toEqual(answersIn(whole.store));
        expectLittleRepeated(runs, whole.run);
        expectSpacedCheckpoints(runs);
      }
    },
    120_000,
  );

  // A second cannot be cut, nor can the search for what makes a page undecodable: these repeat more.
  it.each<[string, NightOptions]>([
    ["slow answers", { answerMs: 12_000 }],
    ["pages that cannot be decoded", { cloud: { poison: new Set(["n0-12"]) } }],
    ["broken order", { cloud: { compare: (a, b) => listedAt(a) - listedAt(b) } }],
    ["look-ups of three at a time, of which some are left out", { change: { lookupIds: 3, maxLookups: 4 } }],
  ])(
    "at every single effect, before and after, with %s",
    async (_, options) => {
      const whole = await undisturbed(options);
      expect(whole.run.saved.length).toBeGreaterThan(2);
      for (const kill of everyKill(whole.run.effects)) {
        const { store, runs } = await killed([kill], options);
        expect(answersIn(store), `killed ${kill.when} effect ${kill.effect}`).toEqual(answersIn(whole.store));
        expectSpacedCheckpoints(runs);
      }
    },
    120_000,
  );

  it("twice, at effects of both runs", async () => {
    const whole = await undisturbed();
    for (let first = 10; first < whole.run.effects; first += 9) {
      for (let second = 7; second < whole.run.effects - first; second += 13) {
        const { store, runs } = await killed([
          { effect: first, when: "after" },
          { effect: second, when: "before" },
        ]);
        expect(answersIn(store), `killed at ${first} and ${second}`).toEqual(answersIn(whole.store));
        expectLittleRepeated(runs, whole.run);
      }
    }
  }, 60_000);

  it("when no checkpoint can be written, begins anew", async () => {
    const whole = await undisturbed();
    const failClaims = (key: string) => key.includes("/work/");
    const { store, runs } = await killed([{ effect: 40, when: "after" }], { failClaims });
    expect(answersIn(store)).toEqual(answersIn(whole.store));
    expect(runs.flatMap(({ saved }) => saved)).toEqual([]);
    expect(runs[1]?.asked).toHaveLength(whole.run.asked.length);
  });

  it("saves with the next checkpoint what could not be written with the last", async () => {
    const whole = await undisturbed();
    let failures = 1;
    const failClaims = (key: string) => {
      if (!key.includes("/progress/") || failures === 0) return false;
      failures -= 1;
      return true;
    };
    const { store, runs } = await killed([{ effect: 60, when: "after" }], { failClaims });
    expect([failures, runs[0]?.result]).toEqual([0, null]);
    expect(answersIn(store)).toEqual(answersIn(whole.store));
    expectLittleRepeated(runs, whole.run);
  });
});

describe("auditNight(), undisturbed", () => {
  it("writes no checkpoint in less than 10 s", async () => {
    const { run, store } = await undisturbed({ answerMs: 10 });
    expect(run.saved).toEqual([]);
    expect(keysOf(store, /\/work\/.*(progress|discovery)/)).toEqual([]);
  });

  it("tells the same whatever was cut", async () => {
    const quick = await undisturbed({ answerMs: 0 });
    const slow = await undisturbed({ answerMs: 12_000 });
    expect(slow.run.saved.length).toBeGreaterThan(8);
    expect(answersIn(slow.store)).toEqual(answersIn(quick.store));
    expect(bytesOf(slow.store, /ledgers.*2026-11-22/)).not.toEqual(bytesOf(quick.store, /ledgers.*2026-11-22/));
  });
});
