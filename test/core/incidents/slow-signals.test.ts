import { describe, expect, it } from "vitest";
import { aSlow } from "../../fakes/diff-lines.ts";
import { rules, signals } from "./signals-given.ts";

describe("signalsOf() of durations", () => {
  it("tells once of a scope that became slow, by the line that is furthest off", () => {
    const lines = [aSlow(), aSlow({ phase: "run", score: 9 }), aSlow({ quantile: "p99Ms", score: 4 })];
    expect(signals({ lines }).signals).toMatchObject([
      { rule: "duration.slow", severity: "warning", evidence: { phase: "run" } },
    ]);
  });

  it("notes what takes less than three times as long", () => {
    expect(rules(signals({ lines: [aSlow({ after: 29_999 })] }))).toEqual(["duration.slow info"]);
    expect(rules(signals({ lines: [aSlow({ after: 30_000 })] }))).toEqual(["duration.slow warning"]);
    expect(signals({ lines: [aSlow({ worse: false })] })).toMatchObject({
      signals: [],
      warm: [{ rule: "duration.slow" }],
    });
  });
});
