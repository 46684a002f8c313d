import { describe, expect, it } from "vitest";
import { classify, type Judgement } from "../../lib/core/verdict.ts";
import { aJob, midnight } from "../fakes/samples.ts";

const hour = 3_600_000;

function judgedAt(asOf: number, change: Partial<Judgement> = {}): Judgement {
  return { asOf, queuedAfterMs: 2 * hour, runningAfterMs: hour, queuePaused: false, ...change };
}

const late = judgedAt(midnight + 26 * hour);

describe("classify()", () => {
  it("finds a failed job, with its code if it has one", () => {
    const failed = aJob({ id: "c1", state: "Failed", code: "InputFileOpenFailed" });
    expect(classify(failed, late)).toEqual({ name: "failed", reason: "failed with InputFileOpenFailed" });
    expect(classify({ ...failed, code: "" }, late)).toEqual({ name: "failed", reason: "failed without a code" });
  });

  it("finds nothing in a success and in a cancelled job", () => {
    expect(classify(aJob({ id: "c1", state: "Success" }), late)).toBeNull();
    expect(classify(aJob({ id: "c1", state: "Cancel" }), late)).toBeNull();
  });

  it("finds a failure that a success hides, and names the first place", () => {
    const innerFailures = [
      { path: "Operation.DigitalWatermark", code: "Failed", message: "no" },
      { path: "Operation.Second", code: "Failed", message: "no" },
    ];
    expect(classify(aJob({ id: "c1", state: "Success", innerFailures }), late)).toEqual({
      name: "hidden-failure",
      reason: "succeeded, but Operation.DigitalWatermark failed",
    });
    expect(classify(aJob({ id: "c1", state: "Cancel", innerFailures }), late)).toBeNull();
  });

  it("takes a waiting job for stuck once it waited for longer than the threshold", () => {
    const job = aJob({ id: "c1", state: "Submitted", startedAt: null, endedAt: null });
    const edge = midnight + 2 * hour;
    expect(classify(job, judgedAt(edge))).toBeNull();
    expect(classify(job, judgedAt(edge + 1))).toEqual({ name: "stuck.queued", reason: "waits for longer than 2h" });
    expect(classify(job, judgedAt(edge + 1, { queuedAfterMs: 3 * hour }))).toBeNull();
  });

  it("takes a running job for stuck once it ran for longer than the threshold", () => {
    const job = aJob({ id: "c1", state: "Running", startedAt: midnight + 5 * hour, endedAt: null });
    const edge = midnight + 6 * hour;
    expect(classify(job, judgedAt(edge))).toBeNull();
    expect(classify(job, judgedAt(edge + 1))).toEqual({ name: "stuck.running", reason: "runs for longer than 1h" });
  });

  it("counts from creation where a running job does not tell its start", () => {
    const job = aJob({ id: "c1", state: "Running", startedAt: null, endedAt: null });
    expect(classify(job, judgedAt(midnight + hour))).toBeNull();
    expect(classify(job, judgedAt(midnight + hour + 1))?.name).toBe("stuck.running");
  });

  it("holds somebody's decision against nobody: paused jobs and paused queues", () => {
    const paused = { ...late, queuePaused: true };
    const submitted = aJob({ id: "c1", state: "Submitted", startedAt: null, endedAt: null });
    expect(classify(aJob({ id: "c1", state: "Pause" }), late)).toEqual({ name: "held", reason: "paused" });
    expect(classify(submitted, paused)).toEqual({ name: "held", reason: "waits in a paused queue" });
    expect(classify(aJob({ id: "c1", state: "Running", endedAt: null }), paused)?.name).toBe("stuck.running");
    expect(classify(aJob({ id: "c1", state: "Failed" }), paused)?.name).toBe("failed");
    expect(classify(aJob({ id: "c1", state: "Success" }), paused)).toBeNull();
  });

  it.each(["Paused", "success", "", "Expired"])("reports the unknown state %j and drops none", (state) => {
    expect(classify(aJob({ id: "c1", state }), late)).toEqual({
      name: "unrecognised",
      reason: `unknown state ${JSON.stringify(state)}`,
    });
  });
});
