import { describe, expect, it } from "vitest";
import { runFamilies } from "../../../lib/core/metrics/run-families.ts";
import { mislabelled, valuesOf } from "./families.ts";

const run = {
  requests: new Map([["ci:GET /pic_jobs", { requests: 40, retries: 3, throttled: 2, failed: 1 }]]),
  stepMs: new Map([["walk", 1_500]] as const),
  durationMs: 2_250,
  resumedWindows: 4,
};

describe("runFamilies()", () => {
  it("tells what a run took, in seconds, and what it asked for", () => {
    const families = runFamilies("pic", "0.1.0", run);
    expect(valuesOf(families, "job_audit_build_info", "version")).toEqual({ "0.1.0": 1 });
    expect(valuesOf(families, "job_audit_run_duration_seconds", "family")).toEqual({ pic: 2.25 });
    expect(valuesOf(families, "job_audit_run_step_duration_seconds", "step")).toEqual({ walk: 1.5 });
    expect(valuesOf(families, "job_audit_run_resumed_windows", "family")).toEqual({ pic: 4 });
    const byOperation = (name: Parameters<typeof valuesOf>[1]) => valuesOf(families, name, "family", "operation");
    expect(byOperation("job_audit_run_requests")).toEqual({ "pic/ci:GET /pic_jobs": 40 });
    expect(byOperation("job_audit_run_request_retries")).toEqual({ "pic/ci:GET /pic_jobs": 3 });
    expect(byOperation("job_audit_run_throttled_requests")).toEqual({ "pic/ci:GET /pic_jobs": 2 });
    expect(byOperation("job_audit_run_failed_requests")).toEqual({ "pic/ci:GET /pic_jobs": 1 });
    expect(mislabelled(families)).toEqual([]);
  });

  it("tells nothing of a run that it knows nothing of", () => {
    expect(runFamilies("pic", "0.1.0", null).map(({ name }) => name)).toEqual(["job_audit_build_info"]);
  });

  it("tells no duration of a run that committed nothing", () => {
    const families = runFamilies("pic", "0.1.0", { ...run, durationMs: null });
    expect(families.some(({ name }) => name === "job_audit_run_duration_seconds")).toBe(false);
  });
});
