import { describe, expect, it } from "vitest";
import { compareWithTruth } from "../../../emulator/scenario/compare-with-truth.ts";
import type { Truth } from "../../../emulator/scenario/truth.ts";

const truth: Truth = {
  jobs: 10,
  states: { Failed: 1, Pause: 1, Success: 8 },
  findings: [
    { jobId: "c1", verdict: "failed" },
    { jobId: "c2", verdict: "held" },
  ],
};

describe("compareWithTruth", () => {
  it("is silent when both are the same, whatever the order", () => {
    const findings = [...truth.findings].reverse();
    expect(compareWithTruth(truth, { ...truth, findings })).toEqual([]);
  });

  it("names each difference", () => {
    const findings = [
      { jobId: "c1", verdict: "stuck.running" },
      { jobId: "c9", verdict: "failed" },
    ];
    expect(compareWithTruth(truth, { jobs: 11, states: { Failed: 2, Success: 8, Waiting: 1 }, findings })).toEqual([
      "10 jobs were created in the night, and 11 were counted",
      "1 jobs are Failed, and 2 were counted so",
      "1 jobs are Pause, and 0 were counted so",
      "0 jobs are Waiting, and 1 were counted so",
      "job c2 is held, and was not found",
      "job c1 is failed, and was found as stuck.running",
      "job c9 was found as failed, and nothing is wrong with it in this night",
    ]);
  });

  it("names a job that was found more than once, once", () => {
    const findings = [...truth.findings, ...truth.findings.slice(0, 1), ...truth.findings.slice(0, 1)];
    expect(compareWithTruth(truth, { ...truth, findings })).toEqual(["job c1 was found more than once"]);
  });
});
