import { describe, expect, it } from "vitest";
import type { FoundGroup } from "../../../emulator/scenario/compare-groups.ts";
import { compareMorning, type FoundMorning } from "../../../emulator/scenario/compare-morning.ts";
import type { NightTruth, TruthGroup, TruthIncident } from "../../../emulator/scenario/night-truth.ts";
import { scope } from "./hand-made-series.ts";

const group = (kind: string, jobIds: readonly string[]): TruthGroup => ({
  ...{ scope, kind, state: "new", before: 0, after: jobIds.length },
  jobIds,
});

const paused: TruthIncident = {
  ...{ change: "opened", rule: "queue.paused", queueId: "p1", tag: null, code: null },
  ...{ why: null, told: true },
};

const truth: NightTruth = {
  night: "2026-11-20",
  jobs: 9,
  states: { Failed: 3, Success: 6 },
  findings: ["c1", "c2", "c3"].map((jobId) => ({ jobId, verdict: "failed" })),
  carried: [{ jobId: "a1", night: "2026-11-19", verdict: "stuck.queued" }],
  amendments: [{ jobId: "a2", night: "2026-11-19", change: "ended", state: "Success", verdict: null }],
  groups: [group("Bad/0", ["c1", "c2"]), group("Bad/1", ["c3"])],
  failedAgain: ["c1"],
  recovered: ["c7"],
  queues: [{ queueId: "p1", change: "paused" }],
  worse: 3,
  incidents: [paused],
};

const bad: FoundGroup = { scope, fingerprint: "v1:aa", state: "new", before: 0, after: 2, samples: ["c1", "c2"] };
const other: FoundGroup = { scope, fingerprint: "v1:bb", state: "new", before: 0, after: 1, samples: ["c3"] };
const found: FoundMorning = { ...truth, groups: [bad, other], incidents: [paused] };

function differences(parts: Partial<FoundMorning>): readonly string[] {
  return compareMorning(truth, { ...found, ...parts });
}

const place = "ap-chongqing/photos-1250000000/p1/PicProcess";

describe("compareMorning", () => {
  it("has nothing to say of a morning that is told right, in whatever order", () => {
    expect(differences({})).toEqual([]);
    expect(differences({ groups: [other, { ...bad, samples: ["c2"] }] })).toEqual([]);
  });

  it.each<[string, Partial<FoundMorning>, readonly string[]]>([
    ["a count", { jobs: 8 }, ["9 jobs were created in the night, and 8 were counted"]],
    ["a finding", { findings: found.findings.slice(1) }, ["job c1 is failed, and was not found"]],
    ["a carried job", { carried: [] }, ["carried: job a1 of 2026-11-19 is stuck.queued still, and was not told"]],
    [
      "a carried job told twice",
      { carried: [...found.carried, ...found.carried] },
      ["carried: job a1 of 2026-11-19 is stuck.queued still was told, and is not so"],
    ],
    [
      "an amendment with another end",
      { amendments: [{ jobId: "a2", night: "2026-11-19", change: "ended", state: "Failed", verdict: "failed" }] },
      [
        "amended: job a2 of 2026-11-19 ended as Success, nothing wrong, and was not told",
        "amended: job a2 of 2026-11-19 ended as Failed, failed was told, and is not so",
      ],
    ],
    ["an incident", { incidents: [] }, ["planted and not found: queue.paused of p1 opened, which was told"]],
    ["an input that failed again", { failedAgain: [] }, ["failed again: c1, and was not told"]],
    ["an input that recovered", { recovered: ["c7", "c8"] }, ["recovered: c8 was told, and is not so"]],
    ["a queue", { queues: [] }, ["a queue's change: p1 paused, and was not told"]],
    ["what got worse", { worse: 2 }, ["3 lines got worse, and 2 were told"]],
  ])("tells of %s that is not so", (_, parts, expected) => {
    expect(differences(parts)).toEqual(expected);
  });

  it.each<[string, readonly FoundGroup[], readonly string[]]>([
    ["is missing", [bad], [`Bad/1 of ${place} is new, 0 before and 1 after, and was not told`]],
    [
      "has another state or count",
      [bad, { ...other, state: "unknown", before: null, after: 2 }],
      [`Bad/1 of ${place} is new, 0 before and 1 after, and was told as unknown, unknown before and 2 after`],
    ],
    [
      "is two",
      [{ ...bad, samples: ["c1"] }, { ...bad, fingerprint: "v1:cc", samples: ["c2"] }, other],
      ["Bad/0 is told as two groups, v1:aa and v1:cc"],
    ],
    [
      "mixes kinds",
      [{ ...bad, samples: ["c1", "c3"] }],
      [
        `the group v1:aa of ${place} holds Bad/0 and Bad/1`,
        `Bad/0 of ${place} is new, 0 before and 2 after, and was not told`,
        `Bad/1 of ${place} is new, 0 before and 1 after, and was not told`,
      ],
    ],
    [
      "is made up",
      [bad, other, { ...bad, fingerprint: "v1:cc", samples: ["c9"] }],
      [`the group v1:cc of ${place} holds jobs in which nothing is wrong`],
    ],
    ["holds nothing", [bad, other, { ...bad, samples: [] }], [`the group v1:aa of ${place} holds no job`]],
    [
      "belongs elsewhere",
      [bad, { ...other, scope: { ...scope, tag: "ImageInspect" } }],
      [`Bad/1 belongs to ${place}, and was told of ap-chongqing/photos-1250000000/p1/ImageInspect`],
    ],
  ])("tells of a group that %s", (_, groups, expected) => {
    expect(differences({ groups })).toEqual(expected);
  });

  it("shows a few of many differences of a kind, and counts the rest", () => {
    const recovered = ["c7", "x1", "x2", "x3", "x4", "x5"];
    expect(differences({ recovered, worse: 4 })).toEqual([
      "recovered: x1 was told, and is not so",
      "recovered: x2 was told, and is not so",
      "recovered: x3 was told, and is not so",
      "and 2 more like these",
      "3 lines got worse, and 4 were told",
    ]);
  });
});
