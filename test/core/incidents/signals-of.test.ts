import { describe, expect, it } from "vitest";
import { aCarried, aCoverage, aGroup, aQueueChange, aSlow, aSpike } from "../../fakes/diff-lines.ts";
import { aScope } from "../../fakes/samples.ts";
import { rules, signals } from "./signals-given.ts";

describe("signalsOf()", () => {
  it("names the night, and puts the most severe first, in whatever order the lines come", () => {
    const lines = [
      aGroup({ after: 5000 }),
      aSlow({ after: 11_000 }),
      aCarried(),
      aSpike(),
      aCoverage(),
      aQueueChange(),
    ];
    const made = signals({ lines, status: "incomplete" });
    expect(made).toMatchObject({ family: "pic", night: "2026-11-21", status: "incomplete" });
    expect(rules(made)).toEqual([
      "group.new critical",
      "rate.spike critical",
      "coverage.incomplete warning",
      "jobs.vanished warning",
      "queue.paused warning",
      "duration.slow info",
    ]);
    expect(signals({ lines: [...lines].reverse(), status: "incomplete" })).toEqual(made);
  });

  it.each([
    ["new", "group.new warning"],
    ["regressed", "group.regressed warning"],
  ] as const)("tells a group that is %s as that, and its rate that rose not besides", (baselineState, told) => {
    const group = aGroup({ baselineState, fingerprint: "v1:aa" });
    const spike = aSpike({ level: "group", fingerprint: "v1:aa", excess: 30, ratio: 2 });
    const made = signals({ lines: [group, spike] });
    expect(rules(made)).toEqual([told]);
    const { region, bucket, queueId, tag } = aScope;
    expect(made.warm).toEqual([
      { rule: "rate.spike", region, bucket, queueId, tag, operation: null, fingerprint: "v1:aa" },
    ]);
  });

  it("tells the rate of another group, of another scope, of a group that is no news, and of the scope itself", () => {
    const spike = aSpike({ level: "group", fingerprint: "v1:aa", excess: 30, ratio: 2 });
    const others = [
      aGroup({ fingerprint: "v1:bb" }),
      aGroup({ fingerprint: "v1:aa", tag: "Other" }),
      aGroup({ fingerprint: "v1:aa", worse: false, baselineState: "updated", before: 40 }),
    ];
    for (const line of others) expect(rules(signals({ lines: [line, spike] }))).toContain("rate.spike warning");
    const scope = aSpike({ excess: 30, ratio: 2 });
    expect(rules(signals({ lines: [aGroup({ fingerprint: "v1:aa" }), scope] }))).toContain("rate.spike warning");
  });
});
