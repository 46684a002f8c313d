/** What a run that goes on makes of what others left: of races, of jobs that changed, of damage and of old age. */

import { describe, expect, it } from "vitest";
import { discoveryKey } from "../../../lib/core/key.ts";
import type { OpenJob } from "../../../lib/core/schema/finding.ts";
import { keysOf, rowsOf } from "../audit/stored.ts";
import { afterFirstNight, answersIn, attempt, copyOf, firstNight, secondNight, startOfRun } from "./killed-night.ts";

const before = await afterFirstNight();
const kill = { effect: 48, when: "after" } as const;

async function undisturbed() {
  const store = copyOf(before);
  return { store, run: await attempt(store) };
}

async function stopped() {
  const store = copyOf(before);
  const run = await attempt(store, { kill });
  expect(run.result).toBeNull();
  expect(keysOf(store, /\/progress\//).length).toBeGreaterThan(1);
  return { store, run };
}

describe("auditNight(), going on", () => {
  it("tells when and where the earlier run left off, in its progress and its result", async () => {
    const { store, run } = await stopped();
    const { result, progress } = await attempt(store, { startAt: run.endedAt + 60_000 });
    const [last] = run.saved.slice(-1);
    const resumed = { savedAt: last?.at, plannedWindows: 4, windows: expect.any(Number), jobs: expect.any(Number) };
    expect(result?.resumed).toEqual(resumed);
    expect(result?.resumed?.windows).toBeGreaterThan(0);
    expect(result?.resumed?.jobs).toBeGreaterThan(0);
    expect(progress).toContainEqual({ step: "resume", ...resumed });
    const walked = progress.filter(({ step }) => step === "walk");
    expect(walked.at(-1)).toMatchObject({ windows: 4, plannedWindows: 4 });
  });

  it("tells of nothing when it began the night itself", async () => {
    const { run } = await undisturbed();
    expect(run.result).not.toHaveProperty("resumed");
    expect(run.progress.map(({ step }) => step)).not.toContain("resume");
  });

  it("does not ask for buckets and queues again, which may be others now", async () => {
    const { store, run } = await stopped();
    const { result } = await attempt(store, { startAt: run.endedAt, cloud: { buckets: [], queues: {} } });
    expect(result?.manifest.scopes).toHaveLength(2);
    expect(answersIn(store)).toEqual(answersIn((await undisturbed()).store));
  });

  it.each(["0001", "0002"])("reads again what stood in checkpoint %s, which was cut", async (number) => {
    const { store, run } = await stopped();
    for (const key of keysOf(store, new RegExp(`/progress/0001-${number}`))) {
      store.objects.set(key, (store.objects.get(key) ?? Buffer.alloc(0)).slice(0, -5));
    }
    const again = await attempt(store, { startAt: run.endedAt + 60_000 });
    expect(answersIn(store)).toEqual(answersIn((await undisturbed()).store));
    expect(again.result?.resumed).toBeDefined();
    const keys = again.saved.map(({ key }) => key);
    expect(keys.every((key) => !run.saved.some((saved) => saved.key === key))).toBe(true);
  });

  it("begins anew, and saves its own, where the discovery that was saved cannot be read", async () => {
    const { store, run } = await stopped();
    const [key = ""] = keysOf(store, /discovery-0001\.json\.gz$/);
    expect(key).toBe(discoveryKey(/run=(\w+)/.exec(key)?.[1] ?? "", 1));
    store.objects.set(key, Buffer.from("{}"));
    const again = await attempt(store, { startAt: run.endedAt + 60_000, kill });
    expect(again.result).toBeNull();
    expect(again.saved.length).toBeGreaterThan(1);
    const third = await attempt(store, { startAt: again.endedAt + 60_000 });
    expect(third.result?.resumed?.savedAt).toBe(again.saved.at(-1)?.at);
    expect(run.asked.length + again.asked.length + third.asked.length).toBeLessThan(
      2 * (await undisturbed()).run.asked.length + 20,
    );
    expect(answersIn(store)).toEqual(answersIn((await undisturbed()).store));
  });

  it("takes nothing from checkpoints of the day before, whose spooled lines may be gone, and numbers its own behind", async () => {
    const { store, run } = await stopped();
    const again = await attempt(store, { startAt: run.endedAt + 25 * 3_600_000 });
    expect(again.result?.resumed).toBeUndefined();
    expect(again.asked).toHaveLength((await undisturbed()).run.asked.length);
    expect(again.saved.length).toBeGreaterThan(1);
    expect(again.saved.some(({ key }) => run.saved.some((saved) => saved.key === key))).toBe(false);
    expect(answersIn(store)).toEqual(answersIn((await undisturbed()).store));
  });

  it("has each job once when jobs changed meanwhile", async () => {
    const { store, run } = await stopped();
    const ended = [...firstNight(true), ...secondNight].map(({ scope, job }) => ({
      scope,
      job: { ...job, state: "Failed", code: "Late", message: "failed late", endedAt: startOfRun },
    }));
    const { result } = await attempt(store, { startAt: run.endedAt + 60_000, jobs: ended });
    if (result === null) expect.unreachable();
    expect(result.manifest.jobs).toBe((await undisturbed()).run.result?.manifest.jobs);
    const open = rowsOf(store, result, "open") as OpenJob[];
    expect(open.length).toBeGreaterThan(0);
    const findings = rowsOf(store, result, "findings") as OpenJob[];
    const ids = findings.map(({ jobId }) => jobId);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it("comes to one commit and the same answers when two runs race, and when both are killed and a third goes on", async () => {
    const whole = answersIn((await undisturbed()).store);
    for (const effect of [30, 40, 48, 55, 1_000]) {
      const store = copyOf(before);
      const runs = await Promise.all([
        attempt(store, { kill: { effect, when: "after" } }),
        attempt(store, { kill: { effect: effect - 7, when: "before" }, startAt: startOfRun + 3_000 }),
      ]);
      const endedAt = Math.max(...runs.map((run) => run.endedAt));
      const third = await attempt(store, { startAt: endedAt + 60_000 });
      expect(third.result).not.toBeNull();
      expect(answersIn(store), `killed at effect ${effect}`).toEqual(whole);
      expect(keysOf(store, /commits.*date=2026-11-22/)).toHaveLength(1);
    }
  });
});
