import { describe, expect, it } from "vitest";
import { carriedCounts, carriedLine, coverageLine, inputLine, makeDiff } from "../changes.ts";
import { textOf } from "./text-of-diff.ts";

describe("diffText, of what could not be seen or counts once", () => {
  it("tells inputs and jobs apart where one input was that of several", async () => {
    const diff = makeDiff({}, { inputs: { failedAgain: 1, recovered: 0 } });
    const text = await textOf(diff, [inputLine(), inputLine({ jobId: "j4" })]);
    expect(text).toContain("\nInputs that had failed: 1 failed again, 0 recovered (2 jobs)\n");
  });

  it("tells of open jobs that could not be seen again", async () => {
    const unseen = carriedLine({ outcome: "not-seen", worse: true, verdict: "stuck.running", jobs: 2 });
    const diff = makeDiff({ worst: [unseen] }, { worse: 1, carried: carriedCounts({ "not-seen": 2 }) });
    const text = await textOf(diff, [unseen]);
    expect(text).toContain(`
  1 thing got worse since 2026-11-19: 2 open jobs of earlier nights could not be
  seen again.
`);
    expect(text).toContain("   1. thumbnails / PicProcess: 2 jobs of 2026-11-19: could not be seen again\n");
    expect(text).toContain("\nOpen jobs of earlier nights: 2 could not be seen again\n");
    expect(text).toMatch(/^! +2 +not seen again +stuck\.running +thumbnails +PicProcess +2026-11-19$/m);
  });

  it("tells of a queue that is gone what cannot be known of it", async () => {
    const gone = coverageLine({ after: "gone", holes: 0, worse: true });
    const text = await textOf(makeDiff({ worst: [gone] }, { worse: 1 }), [gone]);
    expect(text).toContain("1 thing got worse since 2026-11-19: 1 scope is of a queue that is gone.\n");
    expect(text).toMatch(/^! +photos-1250000000 +thumbnails +PicProcess +complete +gone +0$/m);
  });

  it("names the nights that were left out, and says why at the end", async () => {
    const reason = "Cannot read the report: v1/groups/p is missing\u001b[31m";
    const nights = ["2026-11-18", "2026-11-17", "2026-11-16", "2026-11-15", "2026-11-14"];
    const one = await textOf(makeDiff({ leftOut: [{ night: "2026-11-18", reason }] }), []);
    expect(one).toContain(`
  LEFT OUT: the report of 1 earlier night is missing or damaged, and is not
  compared with: 2026-11-18.
`);
    expect(one).toContain(`
Coverage: 3 scopes complete
  2026-11-18 left out: Cannot read the report: v1/groups/p is missing`);
    expect(one).not.toContain("\u001b");
    const many = await textOf(makeDiff({ leftOut: nights.map((night) => ({ night, reason })) }), []);
    expect(many.replace(/\s+/g, " ")).toContain(
      "LEFT OUT: the reports of 5 earlier nights are missing or damaged, and are not compared with: " +
        "2026-11-18, 2026-11-17, 2026-11-16, and 2 more.",
    );
  });
});
