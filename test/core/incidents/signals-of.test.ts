import { describe, expect, it } from "vitest";
import { aCarried, aCoverage, aGroup, aQueueChange, aSlow, aSpike } from "../../fakes/diff-lines.ts";
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
});
