import { describe, expect, it } from "vitest";
import { aGroup } from "../../fakes/diff-lines.ts";
import { aScope } from "../../fakes/samples.ts";
import { rules, signals, warm } from "./signals-given.ts";

describe("signalsOf() of groups", () => {
  it("tells of a new kind of failure, and of one that came back", () => {
    const lines = [aGroup(), aGroup({ fingerprint: "v1:bb", baselineState: "regressed", verdict: "hidden-failure" })];
    expect(rules(signals({ lines }))).toEqual(["group.new warning", "group.regressed warning"]);
    expect(signals({ lines })).toMatchObject({ warm: [], blind: [] });
    expect(signals({ lines }).signals[0]).toMatchObject({
      region: aScope.region,
      bucket: aScope.bucket,
      queueId: aScope.queueId,
      tag: aScope.tag,
      fingerprint: "v1:aa",
      operation: null,
      evidence: lines[0],
    });
  });

  it.each([
    { after: 3, told: ["group.new warning"], kept: [] },
    { after: 2, told: [], kept: ["group.new"] },
    { after: 1, told: [], kept: [] },
    { after: 999, told: ["group.new warning"], kept: [] },
    { after: 1000, told: ["group.new critical"], kept: [] },
  ])("of $after jobs of a new kind tells $told, and keeps $kept warm", ({ after, told, kept }) => {
    const made = signals({ lines: [aGroup({ after })] });
    expect(rules(made)).toEqual(told);
    expect(warm(made)).toEqual(kept);
  });

  it("tells of a single job where the code is always to be told of", () => {
    expect(rules(signals({ lines: [aGroup({ after: 1 })], alwaysAlert: ["ImageTooLarge"] }))).toEqual([
      "group.new critical",
    ]);
  });

  it("is less alarmed by another message of a known code, and by what comes and goes", () => {
    const lines = [aGroup({ knownCode: true }), aGroup({ fingerprint: "v1:bb", flapping: true, after: 1000 })];
    expect(signals({ lines }).signals).toMatchObject([
      { rule: "group.new", severity: "warning", fingerprint: "v1:bb" },
      { rule: "group.new", severity: "info", fingerprint: "v1:aa" },
    ]);
  });

  it.each(["failed", "hidden-failure", "unrecognised"] as const)("tells of a group that is %s", (verdict) => {
    expect(rules(signals({ lines: [aGroup({ verdict })] }))).toEqual(["group.new warning"]);
  });

  it("keeps warm what stays, though it is no news", () => {
    const stays = { worse: false, baselineState: "updated", before: 40 } as const;
    expect(signals({ lines: [aGroup(stays)] })).toMatchObject({
      signals: [],
      warm: [{ rule: "group.new", fingerprint: "v1:aa" }],
    });
    expect(warm(signals({ lines: [aGroup({ ...stays, after: null })] }))).toEqual(["group.new"]);
    expect(warm(signals({ lines: [aGroup({ ...stays, baselineState: "absent", after: 0 })] }))).toEqual([]);
    expect(warm(signals({ lines: [aGroup({ ...stays, baselineState: "absent", after: null })] }))).toEqual([]);
    expect(warm(signals({ lines: [aGroup({ after: null })] }))).toEqual(["group.new"]);
  });

  it("says nothing of a scope that has no baseline, nor of held jobs", () => {
    expect(
      rules(signals({ lines: [aGroup({ worse: false, baseline: null }), aGroup({ worse: false, verdict: "held" })] })),
    ).toEqual([]);
  });

  it("tells of the twenty largest of a scope, keeps the others warm, and calls nothing quiet where there are more", () => {
    const lines = Array.from({ length: 1200 }, (_, index) => aGroup({ fingerprint: `v1:${index}`, after: 3 + index }));
    const made = signals({ lines: [...lines.slice(600), ...lines.slice(0, 600)] });
    const sizes = made.signals.map(({ evidence }) => (evidence.kind === "group" ? evidence.after : null));
    expect(sizes.sort()).toEqual(Array.from({ length: 20 }, (_, index) => 1183 + index).sort());
    expect(made.warm).toHaveLength(1000);
    expect(made.blind).toEqual([
      { region: aScope.region, bucket: aScope.bucket, queueId: aScope.queueId, tag: aScope.tag },
    ]);
  });

  it("prefers codes that are always to be told of among too many", () => {
    const lines = Array.from({ length: 60 }, (_, index) => aGroup({ fingerprint: `v1:${index}`, after: 100 }));
    const made = signals({
      lines: [aGroup({ code: "Lost", after: 1, fingerprint: "v1:x" }), ...lines],
      alwaysAlert: ["Lost"],
    });
    expect(made.signals[0]).toMatchObject({ fingerprint: "v1:x", severity: "critical" });
    expect(made.signals).toHaveLength(20);
  });
});
