import { describe, expect, it } from "vitest";
import { aCarried, aCoverage, aQueueChange } from "../../fakes/diff-lines.ts";
import { aScope } from "../../fakes/samples.ts";
import { elsewhere, here, rules, signals } from "./signals-given.ts";

describe("signalsOf() of coverage", () => {
  it("tells once of a bucket, by the line that lost most", () => {
    const lines = [aCoverage(), aCoverage({ ...elsewhere, holes: 4 })];
    const made = signals({
      lines,
      scopes: [here, { scope: aScope, coverage: "incomplete" }, { scope: elsewhere, coverage: "incomplete" }],
    });
    expect(made.signals).toMatchObject([
      { rule: "coverage.incomplete", severity: "warning", queueId: null, tag: null, evidence: lines[1] },
    ]);
    expect(made.blind).toHaveLength(2);
  });

  it("is critical where nothing of the bucket was read", () => {
    const scopes = [
      { scope: aScope, coverage: "not-audited" } as const,
      { scope: elsewhere, coverage: "gone" } as const,
    ];
    expect(rules(signals({ lines: [aCoverage({ after: "not-audited" })], scopes }))).toEqual([
      "coverage.incomplete critical",
    ]);
  });

  it("is critical whatever was read of other buckets, in this region or in another", () => {
    const lost = { scope: aScope, coverage: "incomplete" } as const;
    const others = [{ bucket: "other-1250000000" }, { region: "ap-beijing" }].map((other) => ({
      scope: { ...aScope, ...other },
      coverage: "complete" as const,
    }));
    expect(rules(signals({ lines: [aCoverage()], scopes: [lost, ...others] }))).toEqual([
      "coverage.incomplete critical",
    ]);
  });

  it("tells of what got worse rather than of what was so before, however many holes that has", () => {
    const worse = aCoverage({ holes: 0 });
    const before = aCoverage({ ...elsewhere, worse: false, before: "incomplete", holes: 90_000 });
    for (const lines of [
      [worse, before],
      [before, worse],
    ])
      expect(signals({ lines }).signals).toMatchObject([{ evidence: worse }]);
  });

  it("stays with the first of two lines that lost as much", () => {
    const lines = [aCoverage(), aCoverage(elsewhere)];
    expect(signals({ lines }).signals).toMatchObject([{ evidence: lines[0] }]);
    expect(signals({ lines: [...lines].reverse() }).signals).toMatchObject([{ evidence: lines[1] }]);
  });

  it("calls nothing quiet where it could not look, each place told once", () => {
    const { region, bucket, queueId, tag } = aScope;
    const scopes = [
      { scope: aScope, coverage: "not-audited" },
      { scope: aScope, coverage: "not-audited" },
      { scope: { ...aScope, tag: "Other" }, coverage: "incomplete" },
      { scope: elsewhere, coverage: "complete" },
    ] as const;
    expect(signals({ scopes }).blind).toEqual([
      { region, bucket, queueId, tag: "Other" },
      { region, bucket, queueId, tag },
    ]);
  });

  it("goes on telling while there are holes, but not of what is not asked for any more", () => {
    const still = { worse: false, before: "incomplete" } as const;
    expect(rules(signals({ lines: [aCoverage(still)] }))).toEqual(["coverage.incomplete warning"]);
    expect(rules(signals({ lines: [aCoverage({ ...still, after: "not-audited" })] }))).toEqual([]);
    expect(rules(signals({ lines: [aCoverage({ ...still, after: "complete", holes: 0 })] }))).toEqual([]);
  });

  it("takes what could not be seen again for a hole, unless there is a line of one", () => {
    const unseen = aCarried({ outcome: "not-seen", verdict: "failed" });
    expect(signals({ lines: [unseen] }).signals).toMatchObject([{ rule: "coverage.incomplete", evidence: unseen }]);
    expect(signals({ lines: [unseen, aCoverage({ worse: false })] }).signals).toMatchObject([
      { evidence: { kind: "coverage" } },
    ]);
  });

  it("leaves a queue that is gone to its own rule", () => {
    const scopes = [{ scope: aScope, coverage: "gone" } as const];
    const made = signals({
      lines: [aCoverage({ after: "gone", holes: 0 }), aQueueChange({ change: "gone", after: null })],
      scopes,
    });
    expect(rules(made)).toEqual(["queue.gone warning"]);
    expect(made).toMatchObject({ warm: [], blind: [] });
    expect(signals({ scopes })).toMatchObject({ signals: [], warm: [{ rule: "queue.gone", tag: null }] });
  });
});
