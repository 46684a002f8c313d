import { beforeAll, describe, expect, it } from "vitest";
import { judge } from "../../../simulation/judge.ts";
import type { Played } from "../../../simulation/played.ts";
import { commitOf, manifestOf, type Row, withManifest, withRows } from "./break-played.ts";
import { firstNight, secondNight } from "./known-plan.ts";
import { learnedPlan } from "./learned-plan.ts";
import { playInChild } from "./play-in-child.ts";
import { changed } from "./wrong.ts";

const plan = learnedPlan();
let right: Played;
beforeAll(() => {
  right = playInChild(plan);
}, 60_000);

function rowsOf(played: Played, dataset: "thresholds" | "carried", date = secondNight): readonly Row[] {
  const rows: Row[] = [];
  withRows(played, date, dataset, (all) => {
    rows.push(...all);
    return all;
  });
  return rows;
}

/** What is said of thresholds of the second night when one of them is another. */
function seen(change: Row, which: Row = { queueId: "p1", phase: "wait" }): readonly string[] {
  const isOne = (row: Row) => Object.entries(which).every(([key, value]) => row[key] === value);
  const broken = withRows(right, secondNight, "thresholds", (rows) =>
    rows.map((row) => (isOne(row) ? { ...row, ...change } : row)),
  );
  return judge(plan, broken).map(({ text }) => text);
}

describe("judge, of a play that learns", () => {
  it("is silent about a right one, in which something was learned and a job was done again", () => {
    expect(judge(plan, right)).toEqual([]);
    const wait = rowsOf(right, "thresholds").find(({ queueId, phase }) => queueId === "p1" && phase === "wait");
    expect(wait).toMatchObject({ source: "learned", events: expect.any(Number), nights: [firstNight] });
    const [waits] = rowsOf(right, "carried").filter(({ jobId }) => jobId === "waits");
    expect(waits).toMatchObject({ retriedBy: { jobId: "again" } });
  });

  it.each<[string, Row, RegExp]>([
    ["that is not what its evidence says", { usedMs: 60_000 }, /threshold of the wait is 60000 ms by learned/],
    ["of more jobs than there were", { events: 500 }, /of jobs that there were not/],
    ["of a night that is none of its inputs", { nights: ["2026-11-01"] }, /of jobs that there were not/],
    ["that no job took", { quantileMs: 3_600_000, usedMs: 7_200_000 }, /of jobs that there were not/],
    ["that is called configured, and is not", { quantileMs: null, source: "configured" }, /ms by configured/],
    ["of too few jobs", { events: 5 }, /ms by learned/],
  ])("sees a threshold %s", (_, change, text) => {
    expect(seen(change)).toContainEqual(expect.stringMatching(text));
  });

  it("sees a threshold that is missing, and that all are", () => {
    const fewer = withRows(right, secondNight, "thresholds", (rows) => rows.slice(1));
    expect(judge(plan, fewer)).toContainEqual({ promise: "3", text: expect.stringContaining("tells thresholds of") });
    const none = withManifest(right, secondNight, (manifest) => ({
      ...manifest,
      files: manifest.files.filter(({ dataset }) => dataset !== "thresholds"),
    }));
    expect(judge(plan, none)).toContainEqual({ promise: "3", text: expect.stringContaining("and tells none") });
    expect(manifestOf(right, secondNight).files.map(({ dataset }) => dataset)).toContain("thresholds");
    expect(commitOf(right, secondNight).revision).toBe(1);
  });

  it("sees a threshold of a play that learns none", () => {
    const off = { ...plan, settings: plan.settings.map((each) => ({ ...each, text: withoutLearning(each.text) })) };
    expect(judge(off, right)).toContainEqual({ promise: "3", text: expect.stringContaining("and learns none") });
  });

  it.each<[string, unknown, RegExp]>([
    ["that did other work", { jobId: "good1", endedAt: null }, /is told to be retried by good1/],
    ["that there is not", { jobId: "nobody", endedAt: null }, /is told to be retried by nobody/],
    ["that is not named", null, /job waits of 2026-11-20 is not told to be retried by again/],
  ])("sees a retry by a job %s", (_, retriedBy, text) => {
    const broken = withRows(right, secondNight, "carried", changed("waits", { retriedBy }));
    expect(judge(plan, broken).map((violation) => violation.text)).toContainEqual(expect.stringMatching(text));
  });
});

function withoutLearning(text: string): string {
  const { stuck, ...settings } = JSON.parse(text);
  const { learned: _, ...rest } = stuck;
  return JSON.stringify({ ...settings, stuck: rest });
}
