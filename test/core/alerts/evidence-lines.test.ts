import { describe, expect, it } from "vitest";
import { evidenceLines } from "../../../lib/core/alerts/evidence-lines.ts";
import { wordsIn } from "../../../lib/core/alerts/words/words-in.ts";
import type { Regression } from "../../../lib/core/schema/regression.ts";
import { groupLine, lineHead } from "./a-message.ts";

const spike: Extract<Regression, { kind: "spike" }> = {
  ...lineHead,
  kind: "spike",
  code: null,
  message: null,
  level: "scope",
  operation: null,
  fingerprint: null,
  before: { failed: 30, ended: 10_000 },
  after: { failed: 640, ended: 1_680 },
  nights: ["2026-11-20", "2026-11-19"],
  leftOut: [],
  weekdays: false,
  method: "beta-binomial",
  dispersion: 0.001,
  expected: 5.04,
  low: 1,
  high: 11,
  excess: 634.96,
  ratio: 127,
  ratioLow: 90,
  ratioHigh: 160,
  p: 1e-9,
  q: 1e-8,
  floor: { ratio: 2, excess: 10 },
  provisional: false,
  why: null,
};

const rows: readonly (readonly [string, Regression, readonly string[], readonly string[]])[] = [
  [
    "a spike",
    spike,
    ["0.3 % → 38.1 %", "640 of 1,680 failed, 5 expected"],
    ["0.3 % → 38.1 %", "1,680 个中失败 640 个，预期 5 个"],
  ],
  [
    "a spike of a group that is new, after few nights",
    {
      ...spike,
      code: "FormatError",
      message: "bad\nheader",
      before: { failed: 0, ended: 0 },
      expected: null,
      provisional: true,
    },
    [
      "FormatError: bad header",
      "unknown → 38.1 %",
      "640 of 1,680 failed",
      "Provisional: only 2 nights to compare with",
    ],
    ["FormatError: bad header", "未知 → 38.1 %", "1,680 个中失败 640 个", "暂定：仅有 2 晚可供比较"],
  ],
  [
    "a spike where many were expected",
    { ...spike, expected: 1_234.5 },
    ["0.3 % → 38.1 %", "640 of 1,680 failed, 1,235 expected"],
    ["0.3 % → 38.1 %", "1,680 个中失败 640 个，预期 1,235 个"],
  ],
  [
    "a spike where few were expected",
    { ...spike, expected: 0.46 },
    ["0.3 % → 38.1 %", "640 of 1,680 failed, 0.5 expected"],
    ["0.3 % → 38.1 %", "1,680 个中失败 640 个，预期 0.5 个"],
  ],
  [
    "a drift",
    {
      ...lineHead,
      kind: "drift",
      since: "2026-11-10",
      nights: 11,
      statistic: 6,
      threshold: 5,
      before: { failed: 10, ended: 1_000 },
      after: { failed: 16, ended: 1_000 },
    },
    ["1.0 % → 1.6 %, 16 of 1,000 failed", "Rising since 2026-11-10, 11 nights"],
    ["1.0 % → 1.6 %，1,000 个中失败 16 个", "自 2026-11-10 起上升，共 11 晚"],
  ],
  [
    "a rate that is not known now",
    { ...lineHead, kind: "rate", operation: null, before: { failed: 1, ended: 4 }, after: null },
    ["25.0 % → unknown"],
    ["25.0 % → 未知"],
  ],
  [
    "a slow scope",
    {
      ...lineHead,
      kind: "slow",
      phase: "wait",
      quantile: "p90Ms",
      before: 120_000,
      after: 2_100_000,
      jobs: 100,
      nights: 7,
      score: 9,
    },
    ["waiting p90: 2m00s → 35m00s"],
    ["等待 p90：2m00s → 35m00s"],
  ],
  [
    "a duration",
    {
      ...lineHead,
      kind: "duration",
      phase: "run",
      before: null,
      after: { jobs: 3, p50Ms: 100, p90Ms: 900, p99Ms: 950 },
    },
    ["running p90: unknown → 900ms"],
    ["运行 p90：未知 → 900ms"],
  ],
  [
    "a duration that is not known now",
    {
      ...lineHead,
      kind: "duration",
      phase: "run",
      before: { jobs: 3, p50Ms: 100, p90Ms: 1_500, p99Ms: 1_950 },
      after: null,
    },
    ["running p90: 1.5s → unknown"],
    ["运行 p90：1.5s → 未知"],
  ],
  [
    "a group",
    groupLine({ baselineState: "regressed", firstSeen: "2026-11-01", code: "" }),
    ["the object does not exist", "Jobs: 0 → 1,234", "First seen 2026-11-01"],
    ["the object does not exist", "任务数：0 → 1,234", "首次出现：2026-11-01"],
  ],
  [
    "a group of which little is known",
    groupLine({ before: null, after: null, code: "", message: "" }),
    ["Jobs: ? → ?", "First seen 2026-11-21"],
    ["任务数：? → ?", "首次出现：2026-11-21"],
  ],
  [
    "open jobs of earlier nights",
    {
      ...lineHead,
      kind: "carried",
      outcome: "still-open",
      verdict: "stuck.queued",
      jobs: 1,
      oldest: "2026-11-18T14:03:59.000Z",
      nights: ["2026-11-18"],
      samples: [],
    },
    ["1 job: not ended", "Oldest: 2026-11-18 14:03 UTC"],
    ["1 个任务：仍未结束", "最早：2026-11-18 14:03 UTC"],
  ],
  [
    "an input",
    {
      ...lineHead,
      kind: "input",
      outcome: "failed-again",
      createdAt: "2026-11-21T01:00:00.000Z",
      jobId: "j1",
      input: { bucket: null, region: null, object: "uploads/猫\u202e.heic" },
      operation: null,
      code: "FormatError",
    },
    ["FormatError", "Failed again: uploads/猫.heic"],
    ["FormatError", "再次失败：uploads/猫.heic"],
  ],
  [
    "an input without a name",
    {
      ...lineHead,
      kind: "input",
      outcome: "failed-again",
      createdAt: "2026-11-21T01:00:00.000Z",
      jobId: "j1",
      input: null,
      operation: null,
      code: "",
    },
    ["Failed again: j1"],
    ["再次失败：j1"],
  ],
  [
    "a queue",
    { ...lineHead, kind: "queue", name: "thumbnails", change: "paused", before: "Active", after: "Paused" },
    ["was paused", "Active → Paused"],
    ["已暂停", "Active → Paused"],
  ],
  [
    "a queue that is gone",
    { ...lineHead, kind: "queue", name: null, change: "gone", before: "Active", after: null },
    ["is not listed any more", "Active → -"],
    ["列表中已没有", "Active → -"],
  ],
  [
    "a queue of which no values are told",
    { ...lineHead, kind: "queue", name: null, change: "callback-off", before: null, after: null },
    ["its callback was switched off"],
    ["回调被关闭"],
  ],
  [
    "coverage",
    { ...lineHead, kind: "coverage", before: "complete", after: "incomplete", holes: 2 },
    ["complete → incomplete", "2 holes"],
    ["完整 → 不完整", "2 处未读到"],
  ],
  [
    "coverage of what is gone",
    { ...lineHead, kind: "coverage", before: "complete", after: "gone", holes: 0 },
    ["complete → gone"],
    ["完整 → 已不存在"],
  ],
];

describe("evidenceLines", () => {
  it.each(rows)("tells of %s what was, what is and what was expected", (_name, row, english, chinese) => {
    expect(evidenceLines(row, wordsIn("en"))).toEqual(english);
    expect(evidenceLines(row, wordsIn("zh"))).toEqual(chinese);
  });

  it("bounds what the service says", () => {
    const row = groupLine({ code: "C".repeat(5_000), message: "猫".repeat(5_000) });
    const [line = ""] = evidenceLines(row, wordsIn("en"));
    expect(line).toBe(`${"C".repeat(79)}…: ${"猫".repeat(119)}…`);
  });
});
