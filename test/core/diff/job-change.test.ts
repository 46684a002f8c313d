import { describe, expect, it } from "vitest";
import { jobChange } from "../../../lib/core/diff/job-change.ts";
import type { OpenJob } from "../../../lib/core/schema/finding.ts";
import { aScope } from "../../fakes/samples.ts";

const row: OpenJob = {
  createdAt: "2026-11-20T16:00:00.000Z",
  jobId: "j1",
  schema: "job-audit/open-job/v1",
  ...aScope,
  state: "Running",
  startedAt: null,
  input: { bucket: null, region: null, object: "a.jpg" },
  operation: null,
};

describe("jobChange()", () => {
  it("says that a row came or went", () => {
    expect(jobChange("open", { before: null, after: row })).toEqual({
      dataset: "open",
      change: "added",
      columns: [],
      before: null,
      after: row,
    });
    expect(jobChange("open", { before: row, after: null })).toEqual({
      dataset: "open",
      change: "removed",
      columns: [],
      before: row,
      after: null,
    });
  });

  it("names the columns that differ, deep inside too, and those that only one of them has", () => {
    const { operation: _, ...older } = row;
    const after = { ...row, state: "Paused", input: { bucket: null, region: null, object: "b.jpg" } };
    const change = jobChange("open", { before: older as OpenJob, after });
    expect(change).toMatchObject({ change: "changed", columns: ["state", "input", "operation"] });
  });
});
