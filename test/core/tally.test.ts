import { describe, expect, it } from "vitest";
import { durationsRow } from "../../lib/core/durations.ts";
import {
  addTally,
  countJob,
  countsOf,
  emptyTally,
  failureRate,
  operationsOf,
  type Tally,
} from "../../lib/core/tally.ts";
import { aJob, midnight } from "../fakes/samples.ts";

const failed = { name: "failed", reason: "" } as const;

function tallyOf(...jobs: Parameters<typeof aJob>[0][]): Tally {
  const tally = emptyTally();
  for (const job of jobs) countJob(tally, aJob(job), job.state === "Failed" ? failed : null);
  return tally;
}

describe("countJob()", () => {
  it("counts jobs by state and by verdict, in the order of their names", () => {
    const tally = tallyOf({ id: "1", state: "Success" }, { id: "2", state: "Failed" }, { id: "3", state: "Cancel" });
    expect(JSON.stringify(countsOf(tally))).toBe(
      '{"jobs":3,"byState":{"Cancel":1,"Failed":1,"Success":1},"byVerdict":{"failed":1}}',
    );
  });

  it("counts unknown states by their own words, without the secrets of a URL", () => {
    const odd = "Odd https://photos.example/a.jpg?sign=5ec2e7";
    const { byState } = countsOf(
      tallyOf({ id: "1", state: "Mystery" }, { id: "2", state: odd }, { id: "3", state: odd }),
    );
    expect(byState["Mystery"]).toBe(1);
    expect(Object.values(byState)).toEqual([1, 2]);
    expect(JSON.stringify(byState)).not.toContain("5ec2e7");
  });

  it("measures the wait and the run of jobs that ended", () => {
    const tally = tallyOf(
      { id: "1", startedAt: midnight + 2_000, endedAt: midnight + 7_000 },
      { id: "2", state: "Failed", startedAt: midnight + 4_000, endedAt: midnight + 5_000 },
    );
    expect(durationsRow(tally.wait)).toMatchObject({ count: 2, sumMs: 6_000, minMs: 2_000, maxMs: 4_000 });
    expect(durationsRow(tally.run)).toMatchObject({ count: 2, sumMs: 6_000, minMs: 1_000, maxMs: 5_000 });
  });

  it("measures nothing of jobs that did not end, did not start, or do not say when", () => {
    const tally = tallyOf(
      { id: "1", state: "Running", endedAt: null },
      { id: "2", state: "Cancel", startedAt: null, endedAt: midnight },
      { id: "3", state: "Failed", endedAt: null },
    );
    expect(durationsRow(tally.wait)).toMatchObject({ count: 1, sumMs: 1_000, minMs: 1_000, maxMs: 1_000 });
    expect(durationsRow(tally.run)).toMatchObject({ count: 0, sumMs: 0, minMs: null, maxMs: null });
  });

  it("counts a clock that ran backwards as no time", () => {
    const tally = tallyOf({ id: "1", startedAt: midnight - 5_000, endedAt: midnight - 9_000 });
    expect([tally.wait.minMs, tally.run.maxMs]).toEqual([0, 0]);
  });
});

describe("addTally()", () => {
  it("comes to the same sum in any order", () => {
    const parts = [
      tallyOf({ id: "1", startedAt: midnight, endedAt: midnight + 9_000 }),
      tallyOf(),
      tallyOf({ id: "2", state: "Failed" }, { id: "3" }),
    ];
    const sumOf = (tallies: readonly Tally[]) => {
      const sum = emptyTally();
      for (const tally of tallies) addTally(sum, tally);
      const durations = { wait: durationsRow(sum.wait), run: durationsRow(sum.run) };
      return { ...countsOf(sum), ...durations, operations: operationsOf(sum) };
    };
    expect(sumOf(parts)).toEqual(sumOf([...parts].reverse()));
    expect(sumOf(parts)).toMatchObject({
      jobs: 3,
      byState: { Failed: 1, Success: 2 },
      byVerdict: { failed: 1 },
      wait: { count: 3, sumMs: 2_000, minMs: 0, maxMs: 1_000 },
      run: { count: 3, sumMs: 13_000, minMs: 2_000, maxMs: 9_000 },
      operations: [{ operation: "t1", templateName: null, succeeded: 2, failed: 1 }],
    });
  });
});

describe("operationsOf()", () => {
  const rule = (text: string) => ({ templateId: null, templateName: null, rule: text });

  it("counts what ended by template or rule, in the order of their names, and leaves out what has none", () => {
    const tally = tallyOf(
      { id: "1", state: "Failed", operation: { templateId: "t9", templateName: "thumbs", rule: null } },
      { id: "2", operation: rule("imageMogr2/rotate/90") },
      { id: "3", operation: rule("imageMogr2/rotate/180") },
      { id: "4", state: "Running", operation: rule("imageMogr2/rotate/90") },
      { id: "5", state: "Cancel", operation: rule("imageMogr2/rotate/90") },
      { id: "6", operation: null },
      { id: "7", state: "Failed", operation: null },
    );
    expect(operationsOf(tally)).toEqual([
      { operation: "imageMogr2/rotate", templateName: null, succeeded: 2, failed: 0 },
      { operation: "t9", templateName: "thumbs", succeeded: 0, failed: 1 },
    ]);
  });

  it("calls a template that has two names by the first of them, whichever job came first, and a rule by none", () => {
    const named = (templateName: string | null, templateId: string | null = "t9") => ({
      operation: { templateId, templateName, rule: templateId === null ? "imageMogr2/rotate/90" : null },
    });
    const [one, other] = [named("thumbs"), named("small thumbs")];
    for (const jobs of [
      [one, other, named(null), named("odd", null)],
      [named("odd", null), named(null), other, one],
    ]) {
      const sum = emptyTally();
      for (const job of jobs) addTally(sum, tallyOf({ id: "1", ...job }));
      const whole = tallyOf(...jobs.map((job, index) => ({ id: `${index}`, ...job })));
      expect(operationsOf(whole).map(({ templateName }) => templateName)).toEqual([null, "small thumbs"]);
      expect(operationsOf(sum)).toEqual(operationsOf(whole));
    }
  });

  it("tells no secret that stands in a template's name", () => {
    const templateName = "https://photos.example/a?sign=5ec2e7";
    const tally = tallyOf({ id: "1", operation: { templateId: "t9", templateName, rule: null } });
    expect(JSON.stringify(operationsOf(tally))).not.toContain("5ec2e7");
  });

  it("tells no secret that stands where a template's id should", () => {
    const templateId = "https://photos.example/a?sign=5ec2e7";
    const tally = tallyOf({ id: "1", operation: { templateId, templateName: null, rule: null } });
    expect(JSON.stringify(operationsOf(tally))).not.toContain("5ec2e7");
    expect(operationsOf(tally)).toMatchObject([{ succeeded: 1, failed: 0 }]);
  });
});

describe("failureRate()", () => {
  it("is failed of those that ended in success or failure", () => {
    expect(failureRate(tallyOf({ id: "1", state: "Failed" }, { id: "2" }, { id: "3" }, { id: "4" }))).toBe(0.25);
    expect(failureRate(tallyOf({ id: "1", state: "Failed" }))).toBe(1);
    expect(failureRate(tallyOf({ id: "1" }, { id: "2", state: "Running" }))).toBe(0);
  });

  it("is unknown where nothing ended", () => {
    expect(failureRate(tallyOf({ id: "1", state: "Cancel" }, { id: "2", state: "Submitted" }))).toBeNull();
  });
});
