import { describe, expect, it } from "vitest";
import { StoreError } from "../../../lib/core/errors.ts";
import { diffSchema } from "../../../lib/core/schema/diff.ts";
import { regressionSchema } from "../../../lib/core/schema/regression.ts";
import { diffNight, historyNights } from "../../../lib/usecases/diff/diff-night.ts";
import { commitScopes, noDurations } from "../../fakes/committed-night.ts";
import { memoryStore } from "../../fakes/memory-store.ts";
import { aScope } from "../../fakes/samples.ts";
import { diffOf, groupsOf, ofKind, producer, tonight } from "./diff-fixture.ts";

const signal = new AbortController().signal;
const name = { family: "pic", date: tonight } as const;

describe("diffNight()", () => {
  it("is null for a night that is not committed, and asks for nothing else", async () => {
    const store = memoryStore();
    await commitScopes(store, "2026-11-20", { q: {} });
    store.calls.length = 0;
    expect(await diffNight({ store, output: store, producer }, { name, historyNights, baseline: null }, signal)).toBe(
      null,
    );
    expect(store.calls).toHaveLength(2);
  });

  it("calls nothing worse in the first night of all", async () => {
    const store = memoryStore();
    await commitScopes(store, tonight, { q: { failed: { Timeout: 3 }, succeeded: 7 } });
    const told = await diffOf(store);
    expect(groupsOf(told)).toEqual(["q Timeout new ?>3"]);
    expect(ofKind(told, "group")[0]).toMatchObject({ baseline: null, firstSeen: tonight, lastSeen: tonight });
    expect(told.lines.map(({ kind }) => kind)).toEqual(["group", "rate", "rate"]);
    expect(told.diff).toMatchObject({
      status: "complete",
      baselines: [],
      worst: [],
      headline: {
        worse: 0,
        groups: { new: 1, regressed: 0, updated: 0, unchanged: 0, absent: 0, unknown: 0 },
        failed: { before: 0, after: 0 },
        inputs: { failedAgain: 0, recovered: null },
        scopes: { complete: 1, incomplete: 0, gone: 0, notAudited: 0, withoutBaseline: 1 },
      },
      scopes: [{ ...aScope, queueId: "q", baseline: null, complete: true, worse: 0, failed: null, ended: null }],
    });
    expect(told.manifest).toMatchObject({ revision: 1, worse: 0, history: [], producer });
  });

  it("compares with the night before, down to the numbers", async () => {
    const store = memoryStore();
    const run = { ...noDurations, count: 9, p50Ms: 1_000, p90Ms: 2_000, p99Ms: 3_000 };
    const before = await commitScopes(store, "2026-11-20", {
      q: { failed: { Gone: 2, Same: 3, More: 1 }, succeeded: 94, run },
    });
    const of = await commitScopes(store, tonight, {
      q: { failed: { Same: 3, More: 4, Fresh: 5 }, succeeded: 88, run: { ...run, p50Ms: 1_500 } },
    });
    const told = await diffOf(store);
    expect(groupsOf(told)).toEqual([
      "q Fresh new 0>5 worse",
      "q Gone absent 2>0",
      "q More updated 1>4",
      "q Same unchanged 3>3",
    ]);
    expect(ofKind(told, "group")[0]).toMatchObject({
      ...{ fingerprint: "v1:Fresh", verdict: "failed", message: "no luck: Fresh", baseline: "2026-11-20" },
      ...{ operation: { templateId: "t1" }, samples: [0, 1, 2].map((at) => `${tonight}-Fresh-${at}`) },
    });
    expect(ofKind(told, "group").map(({ firstSeen, lastSeen }) => [firstSeen, lastSeen])).toEqual([
      [tonight, tonight],
      ["2026-11-20", "2026-11-20"],
      ["2026-11-20", tonight],
      ["2026-11-20", tonight],
    ]);
    const ended = { before: { failed: 6, ended: 100 }, after: { failed: 12, ended: 100 } };
    expect(ofKind(told, "rate").map(({ operation, before, after }) => ({ operation, before, after }))).toEqual([
      { operation: null, ...ended },
      { operation: "t1", ...ended },
    ]);
    expect(ofKind(told, "duration")).toMatchObject([
      { phase: "run", before: { jobs: 9, p50Ms: 1_000 }, after: { jobs: 9, p50Ms: 1_500 } },
    ]);
    expect(told.diff).toMatchObject({
      baselines: [{ night: "2026-11-20", scopes: 1 }],
      headline: { worse: 1, failed: { before: 6, after: 12 }, ended: { before: 100, after: 100 } },
      scopes: [{ baseline: "2026-11-20", worse: 1, failed: { before: 6, after: 12 } }],
    });
    expect(told.diff.worst).toEqual(told.lines.filter(({ worse }) => worse));
    expect(told.manifest).toMatchObject({
      of: { night: tonight, manifest: of },
      history: [{ night: "2026-11-20", manifest: before }],
      worse: 1,
    });
  });

  it("writes what its schemas describe, whatever it has to say", async () => {
    const store = memoryStore();
    await commitScopes(store, "2026-11-20", { q: { failed: { A: 1 } }, r: { failed: { B: 1 } } });
    await commitScopes(store, tonight, { q: { failed: { C: 1 }, complete: false }, s: {} });
    const { lines, diff } = await diffOf(store);
    for (const line of lines) expect(regressionSchema.parse(line)).toEqual(line);
    expect(diffSchema.parse(diff)).toEqual(diff);
  });

  it("has no lines, and so no file of them, for a night without findings after another", async () => {
    const store = memoryStore();
    await commitScopes(store, "2026-11-20", { q: { succeeded: 5 } });
    await commitScopes(store, tonight, { q: { succeeded: 6 } });
    const told = await diffOf(store);
    expect(told.lines).toEqual([]);
    expect(told.manifest.files.map(({ dataset }) => dataset)).toEqual(["diff", "tests", "signals"]);
    expect(told.diff.headline.ended).toEqual({ before: 5, after: 6 });
  });

  it("writes and counts more lines than are packed at once", async () => {
    const store = memoryStore();
    const codes = Array.from({ length: 200 }, (_, index) => `Code${String(index).padStart(3, "0")}`);
    await commitScopes(store, "2026-11-20", { q: {} });
    await commitScopes(store, tonight, { q: { failed: Object.fromEntries(codes.map((code) => [code, 1])) } });
    const told = await diffOf(store);
    expect(ofKind(told, "group").map(({ code }) => code)).toEqual(codes);
    expect(told.diff.headline).toMatchObject({ worse: 200, groups: { new: 200 } });
    expect(told.diff.worst).toHaveLength(20);
  });

  it("looks back over four weeks, and over nights that were never audited", async () => {
    const store = memoryStore();
    await commitScopes(store, "2026-10-24", { q: { failed: { Old: 1 } } });
    await commitScopes(store, "2026-10-23", { q: { failed: { Older: 1 } } });
    await commitScopes(store, tonight, { q: {} });
    expect(groupsOf(await diffOf(store))).toEqual(["q Old absent 1>0"]);
  });

  it("compares with a night chosen by hand and with no other, into another store", async () => {
    const store = memoryStore();
    await commitScopes(store, "2026-11-18", { q: { failed: { A: 2 }, complete: false }, r: { failed: { B: 1 } } });
    await commitScopes(store, "2026-11-20", { q: {}, r: {} });
    await commitScopes(store, tonight, { q: { failed: { A: 2, C: 1 } }, r: {} });
    const output = memoryStore();
    const before = new Map(store.objects);
    const told = await diffOf(store, { baseline: "2026-11-18", output });
    expect(groupsOf(told)).toEqual(["q A unchanged 2>2", "q C unknown ?>1", "r B absent 1>0"]);
    expect(told.manifest.history.map(({ night }) => night)).toEqual(["2026-11-18"]);
    expect(store.objects).toEqual(before);
    expect(output.objects.size).toBe(4);
  });

  it("names the night that was chosen when it is not committed", async () => {
    const store = memoryStore();
    await commitScopes(store, tonight, { q: {} });
    const told = diffOf(store, { baseline: "2026-11-01" });
    await expect(told).rejects.toThrow(StoreError);
    await expect(told).rejects.toThrow("Cannot compare with 2026-11-01: no such night of pic is committed in memory:");
  });
});
