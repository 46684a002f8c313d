import { describe, expect, it } from "vitest";
import { NetworkError } from "../../../lib/core/errors.ts";
import { loadExpectedJobs } from "../../../lib/usecases/audit/expected-jobs.ts";
import { readCommittedNight } from "../../../lib/usecases/report/read-commit.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aScope, midnight } from "../../fakes/samples.ts";
import { aRequest, dayMs, scopes } from "./a-night.ts";
import { playNight } from "./shared-nights.ts";
import { keysOf } from "./stored.ts";

const hourMs = 3_600_000;
const { signal } = new AbortController();
const [full = aScope] = scopes;

function planned(scope: typeof full) {
  return { scope, origin: "discovered", readBefore: true, queue: null } as const;
}

function hour(night: number, at: number) {
  const from = midnight + night * dayMs + at * hourMs;
  return { from, to: from + hourMs };
}

async function yesterday() {
  const store = memoryStore();
  await playNight({ concurrency: 8 }, { store });
  const previous = await readCommittedNight(store, aRequest().name, signal);
  const span = { from: midnight + dayMs, to: midnight + 2 * dayMs };
  return { store, plan: { previous, span } };
}

describe("loadExpectedJobs()", () => {
  it("expects what the same hours of the night before held", async () => {
    const { store, plan } = await yesterday();
    const expected = await loadExpectedJobs(store, plan, signal);
    // 900 of the burst, and what the rest of the day puts there.
    expect((expected(planned(full), hour(1, 7)) ?? 0) * 3_600).toBeGreaterThanOrEqual(900);
    expect((expected(planned(full), hour(1, 8)) ?? 0) * 3_600).toBeLessThan(20);
  });

  it("takes a window of another length by its share of each of the windows then", async () => {
    const { store, plan } = await yesterday();
    const expected = await loadExpectedJobs(store, plan, signal);
    const both = { from: hour(1, 7).from, to: hour(1, 8).to };
    const halves = { from: hour(1, 6).from + hourMs / 2, to: hour(1, 7).from + hourMs / 2 };
    const [six = 0, seven = 0, eight = 0] = [6, 7, 8].map((at) => (expected(planned(full), hour(1, at)) ?? 0) * 3_600);
    expect((expected(planned(full), both) ?? 0) * 7_200).toBeCloseTo(seven + eight, 6);
    expect((expected(planned(full), halves) ?? 0) * 3_600).toBeCloseTo((six + seven) / 2, 6);
  });

  it("reaches back over missed nights by whole days", async () => {
    const { store, plan } = await yesterday();
    const span = { from: midnight + 3 * dayMs, to: midnight + 4 * dayMs };
    const expected = await loadExpectedJobs(store, { ...plan, span }, signal);
    expect((expected(planned(full), hour(3, 7)) ?? 0) * 3_600).toBeGreaterThanOrEqual(900);
  });

  it("expects nothing of a scope or a time that nobody read, or without a night before", async () => {
    const { store, plan } = await yesterday();
    const expected = await loadExpectedJobs(store, plan, signal);
    expect(expected(planned({ ...full, queueId: "new" }), hour(1, 7))).toBeNull();
    expect(expected(planned(full), hour(3, 7))).toBeNull();
    const first = await loadExpectedJobs(store, { ...plan, previous: null }, signal);
    expect(first(planned(full), hour(1, 7))).toBeNull();
  });

  it("does without a ledger that is missing or damaged", async () => {
    for (const spoil of [(bytes: Uint8Array) => bytes.slice(0, -9), () => null]) {
      const { store, plan } = await yesterday();
      for (const key of keysOf(store, /\/ledgers\//)) {
        const spoilt = spoil(store.objects.get(key) ?? new Uint8Array());
        if (spoilt === null) store.objects.delete(key);
        else store.objects.set(key, spoilt);
      }
      const expected = await loadExpectedJobs(store, plan, signal);
      expect(expected(planned(full), hour(1, 7))).toBeNull();
    }
  });

  it("fails with a store that gives no answer", async () => {
    const { store, plan } = await yesterday();
    const silent = { ...store, get: () => Promise.reject(new NetworkError("reset")) };
    await expect(loadExpectedJobs(silent, plan, signal)).rejects.toThrow("reset");
  });
});
