import { describe, expect, it } from "vitest";
import { aCarried, aGroup } from "../../fakes/diff-lines.ts";
import { rules, signals, warm } from "./signals-given.ts";

describe("signalsOf() of jobs", () => {
  const stuck = { verdict: "stuck.queued", fingerprint: "v1:q", code: "" } as const;

  it("tells once of a scope whose jobs are stuck, by the line with most jobs", () => {
    const lines = [
      aGroup({ ...stuck, after: 7 }),
      aGroup({ ...stuck, verdict: "stuck.running", fingerprint: "v1:r", after: 9 }),
    ];
    expect(signals({ lines })).toMatchObject({
      warm: [],
      signals: [{ rule: "jobs.stuck", fingerprint: null, evidence: lines[1] }],
    });
  });

  it.each([
    { before: 5, after: 10, told: ["jobs.stuck warning"] },
    { before: 5, after: 9, told: [] },
    { before: 2, after: 4, told: [] },
    { before: 3, after: 2, told: [] },
    { before: 0, after: 9, told: [] },
    { before: 500, after: 1000, told: ["jobs.stuck critical"] },
  ])(
    "tells of a group of stuck jobs that grew from $before to $after: $told, and else keeps it warm",
    ({ before, after, told }) => {
      const made = signals({ lines: [aGroup({ ...stuck, worse: false, baselineState: "updated", before, after })] });
      expect(rules(made)).toEqual(told);
      expect(warm(made)).toEqual(told.length > 0 ? [] : ["jobs.stuck"]);
    },
  );

  it("keeps warm what hangs from earlier nights", () => {
    const still = { worse: false, outcome: "still-open", verdict: "stuck.running" } as const;
    expect(warm(signals({ lines: [aCarried(still)] }))).toEqual(["jobs.stuck"]);
    expect(warm(signals({ lines: [aCarried({ ...still, jobs: 1 })] }))).toEqual([]);
    expect(warm(signals({ lines: [aCarried({ ...still, verdict: "held" })] }))).toEqual([]);
    expect(warm(signals({ lines: [aGroup({ ...stuck, worse: false, after: null })] }))).toEqual(["jobs.stuck"]);
  });

  it.each([
    ["still-open", true],
    ["not-seen", true],
    ["changed", true],
    ["cancelled", false],
    ["unrecognised", false],
  ] as const)("of jobs that hung and are %s now keeps the trouble warm: %s", (outcome, isKept) => {
    const made = signals({ lines: [aCarried({ outcome, verdict: "stuck.queued", worse: false })] });
    expect(warm(made).includes("jobs.stuck")).toBe(isKept);
  });

  it("shows, of what failed late in several ways, the line with most jobs, the first of two alike", () => {
    const late = { outcome: "failed", verdict: "failed", jobs: 2 } as const;
    const hidden = { outcome: "hidden-failure", verdict: "hidden-failure" } as const;
    const shown = (jobs: number) =>
      signals({ lines: [aCarried(late), aCarried({ ...hidden, jobs })] }).signals.map(({ evidence }) => evidence);
    expect(shown(1)).toMatchObject([late]);
    expect(shown(2)).toMatchObject([late]);
    expect(shown(3)).toMatchObject([hidden]);
  });

  it("tells that stuck jobs doubled from three more on", () => {
    const grown = (before: number, after: number) =>
      rules(signals({ lines: [aGroup({ ...stuck, worse: false, baselineState: "updated", before, after })] }));
    expect(grown(3, 6)).toEqual(["jobs.stuck warning"]);
    expect(grown(2, 5)).toEqual(["jobs.stuck warning"]);
  });

  it("tells of jobs that vanished, be it one", () => {
    expect(rules(signals({ lines: [aCarried({ jobs: 1 })] }))).toEqual(["jobs.vanished warning"]);
  });

  it("counts together what failed late, in whatever way", () => {
    const late = { outcome: "failed", verdict: "failed", jobs: 1 } as const;
    const hidden = { outcome: "hidden-failure", verdict: "hidden-failure", jobs: 2 } as const;
    const made = signals({ lines: [aCarried(late), aCarried(hidden)] });
    expect(made).toMatchObject({ signals: [{ rule: "jobs.failed-late", evidence: hidden }], warm: [] });
    expect(signals({ lines: [aCarried({ ...late, jobs: 2 })] })).toMatchObject({
      signals: [],
      warm: [{ rule: "jobs.failed-late" }],
    });
    expect(signals({ lines: [aCarried(late)] })).toMatchObject({ signals: [], warm: [] });
  });

  it("says nothing of jobs that ended well", () => {
    expect(signals({ lines: [aCarried({ worse: false, outcome: "succeeded", verdict: null })] })).toMatchObject({
      signals: [],
      warm: [],
    });
  });
});
