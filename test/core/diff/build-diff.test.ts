import { describe, expect, it } from "vitest";
import { buildDiff, type DiffParts } from "../../../lib/core/diff/build-diff.ts";
import type { ComparedScope } from "../../../lib/core/diff/compared-scopes.ts";
import { createLineCounter } from "../../../lib/core/diff/diff-tally.ts";
import type { FactsPair, ScopeFacts } from "../../../lib/core/diff/scope-facts.ts";
import type { Coverage, GroupChange } from "../../../lib/core/schema/regression.ts";
import { aDrift, aRateTest, aSlow, aSpike } from "../../fakes/rise-lines.ts";
import { aScope } from "../../fakes/samples.ts";

function facts(failed: number, ended: number): ScopeFacts {
  return { failed, ended, operations: new Map(), wait: null, run: null };
}

const both: FactsPair = { before: facts(1, 10), after: facts(4, 20) };

function compared(queueId: string, change: Partial<ComparedScope> = {}): ComparedScope {
  const scope = { ...aScope, queueId };
  return { scope, coverage: "complete", earlier: ["complete", "complete"], baseline: 0, ...change };
}

function build(change: Partial<DiffParts> = {}) {
  return buildDiff({
    night: { family: "pic", night: "2026-11-21", status: "complete" },
    history: ["2026-11-20", "2026-11-19"],
    leftOut: [],
    scopes: [compared("a")],
    lines: createLineCounter(),
    tests: null,
    recoveriesKnown: true,
    factsOf: () => both,
    ...change,
  });
}

const newGroup: GroupChange = {
  ...{ schema: "job-audit/regression/v1", kind: "group", ...aScope, queueId: "a", fingerprint: "v1:a", worse: true },
  ...{ baselineState: "new", baseline: "2026-11-20", verdict: "failed", code: "", message: "", operation: null },
  ...{
    before: 0,
    after: 5,
    samples: [],
    firstSeen: "2026-11-21",
    lastSeen: "2026-11-21",
    knownCode: false,
    flapping: false,
    overGrouped: false,
  },
};

describe("buildDiff()", () => {
  it("names the night and the nights that are a baseline of some scope, newest first, with their scopes", () => {
    const scopes = [compared("a", { baseline: 1 }), compared("b"), compared("c"), compared("d", { baseline: null })];
    const leftOut = [{ night: "2026-11-18", reason: "gone" }];
    expect(build({ scopes, leftOut })).toMatchObject({
      ...{ schema: "job-audit/diff/v1", family: "pic", night: "2026-11-21", status: "complete", leftOut },
      baselines: [
        { night: "2026-11-20", scopes: 2 },
        { night: "2026-11-19", scopes: 1 },
      ],
      scopes: [
        { queueId: "a", baseline: "2026-11-19" },
        { queueId: "b", baseline: "2026-11-20" },
        { queueId: "c", baseline: "2026-11-20" },
        { queueId: "d", baseline: null },
      ],
    });
    expect(build({ scopes: [compared("a", { baseline: 1 })] }).baselines).toEqual([{ night: "2026-11-19", scopes: 1 }]);
  });

  it("counts what rates were tested for and what came of it, and says null where they were not judged", () => {
    const lines = createLineCounter();
    for (const line of [aSpike(), aSpike({ level: "operation", operation: "t1" }), aDrift(), aSlow()]) lines.add(line);
    const tooFew = aRateTest({ verdict: "too-few" });
    const tests = [aRateTest(), tooFew, { ...tooFew, level: "group" as const }];
    expect(build({ lines, tests }).headline.rates).toEqual({ tested: 3, tooFew: 1, spikes: 2, drifts: 1, slow: 1 });
    expect(build({ lines }).headline.rates).toBeNull();
  });

  it("sets a scope's counts side by side, with its own lines", () => {
    const lines = createLineCounter();
    lines.add(newGroup);
    const { scopes, worst } = build({ lines, scopes: [compared("a"), compared("b")] });
    const counts = { failed: { before: 1, after: 4 }, ended: { before: 10, after: 20 } };
    const plain = { ...aScope, baseline: "2026-11-20", complete: true, ...counts };
    const none = { new: 0, regressed: 0, updated: 0, unchanged: 0, absent: 0, unknown: 0 };
    expect(scopes).toEqual([
      { ...plain, queueId: "a", worse: 1, groups: { ...none, new: 1 } },
      { ...plain, queueId: "b", worse: 0, groups: none },
    ]);
    expect(worst).toEqual([newGroup]);
  });

  it.each<[string, Partial<ComparedScope>, FactsPair]>([
    ["read in part", { coverage: "incomplete" }, both],
    ["not audited before", { baseline: null }, both],
    ["without a summary before", {}, { ...both, before: null }],
    ["without a summary", {}, { ...both, after: null }],
  ])("compares no counts of a scope %s", (_, change, pair) => {
    const diff = build({ scopes: [compared("a", change)], factsOf: () => pair });
    expect(diff.scopes).toMatchObject([{ failed: null, ended: null, complete: change.coverage === undefined }]);
    const nothing = { before: 0, after: 0 };
    expect(diff.headline).toMatchObject({ failed: nothing, ended: nothing });
  });
});

describe("buildDiff()'s headline", () => {
  it("adds up the scopes that can be compared", () => {
    const scopes = [compared("a"), compared("b"), compared("c", { coverage: "incomplete" })];
    expect(build({ scopes }).headline).toMatchObject({
      failed: { before: 2, after: 8 },
      ended: { before: 20, after: 40 },
    });
  });

  it("takes its counts from the lines", () => {
    const lines = createLineCounter();
    lines.add(newGroup);
    lines.addWork("failed-again");
    lines.addWork("recovered");
    lines.addWork("recovered");
    const { worse, groups, carried, queues } = lines.whole;
    expect(build({ lines }).headline).toMatchObject({ worse, groups, carried, queues });
    expect(build({ lines }).headline.inputs).toEqual({ failedAgain: 1, recovered: 2 });
  });

  it("knows no recoveries where the night did not look for them", () => {
    const lines = createLineCounter();
    lines.addWork("recovered");
    expect(build({ lines, recoveriesKnown: false }).headline.inputs).toEqual({ failedAgain: 0, recovered: null });
  });

  it("counts scopes by how far they were read, and those that are missing only if the night before had them", () => {
    const missing = (before: Coverage) =>
      compared(`${before}-before`, { coverage: "not-audited", earlier: [before, "complete"], baseline: null });
    const scopes = [
      ...["a", "b", "c", "d"].map((queueId) => compared(queueId)),
      ...["e", "f", "g"].map((queueId) => compared(queueId, { coverage: "incomplete" })),
      compared("h", { coverage: "gone" }),
      compared("i", { coverage: "gone" }),
      compared("j", { baseline: null }),
      missing("complete"),
      missing("incomplete"),
      missing("gone"),
      missing("not-audited"),
      compared("never", { coverage: "not-audited", earlier: [], baseline: null }),
    ];
    expect(build({ scopes }).headline.scopes).toEqual({
      ...{ complete: 5, incomplete: 3, gone: 2, notAudited: 3, withoutBaseline: 1 },
    });
  });
});
