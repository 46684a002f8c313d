import { describe, expect, it } from "vitest";
import { fingerprintV1 } from "../../../lib/core/fingerprint/v1/fingerprint.ts";
import { createFingerprintScheme } from "../../../lib/core/fingerprint/versions.ts";
import type { Job } from "../../../lib/core/job.ts";
import { amendmentSchema, carriedSchema } from "../../../lib/core/schema/carried.ts";
import { judgeSeen, judgeUnseen, judgeVanished } from "../../../lib/usecases/recheck/judge-again.ts";
import type { KnownJob } from "../../../lib/usecases/recheck/known-job.ts";
import { aJob, aScope, midnight } from "../../fakes/samples.ts";
import { instantAt, known } from "./a-committed-night.ts";

const hourMs = 3_600_000;
const origin = { night: "2026-11-21", scope: aScope };
const judgement = {
  asOf: midnight + 50 * hourMs,
  queuedAfterMs: 2 * hourMs,
  runningAfterMs: 60 * hourMs,
  queuePaused: false,
};

function judging(more = {}) {
  return { judgement: { ...judgement, ...more }, fingerprints: createFingerprintScheme({ rules: [], older: ["v1"] }) };
}

function judge(change: Partial<Job>, was: Partial<KnownJob["was"]> = {}, more = {}) {
  const job = aJob({ id: "a", endedAt: null, ...change });
  const { amendment, carried } = judgeSeen(origin, known("a", 0, was), job, judging(more));
  if (amendment !== null) expect(amendmentSchema.parse(amendment)).toEqual(amendment);
  if (carried !== null) expect(carriedSchema.parse(carried)).toEqual(carried);
  return { amendment, carried };
}

describe("judgeSeen(), of a job that ended", () => {
  it.each([
    [{ state: "Success" }, null, "succeeded"],
    [{ state: "Cancel" }, null, "cancelled"],
    [{ state: "Failed", code: "Timeout" }, "failed", "failed with Timeout"],
    [
      { state: "Success", innerFailures: [{ path: "X", code: "E", message: "" }] },
      "hidden-failure",
      "succeeded, but X failed",
    ],
  ] as const)("amends its night: %j", (change, verdict, reason) => {
    const { amendment, carried } = judge(change);
    expect(amendment).toMatchObject({
      ...{ night: "2026-11-21", change: "ended", was: { state: "Submitted", startedAt: null } },
      ...{ verdict, reason, state: change.state, queueId: aScope.queueId },
    });
    expect(amendment?.fingerprint).toEqual(verdict === null ? null : expect.stringMatching(/^v2:/));
    expect(amendment?.olderFingerprints).toEqual(verdict === null ? [] : [expect.stringMatching(/^v1:/)]);
    expect(carried).toBeNull();
  });
});

describe("judgeSeen(), of a job that is open still", () => {
  it("says nothing of one that is as it was and has its time", () => {
    const was = { state: "Running", startedAt: instantAt(1) };
    expect(judge({ state: "Running" }, was)).toEqual({ amendment: null, carried: null });
  });

  it("carries one that is stuck, as this night judges it", () => {
    const { amendment, carried } = judge({ state: "Submitted", startedAt: null });
    expect(amendment).toBeNull();
    expect(carried).toMatchObject({
      ...{ jobId: "a", night: "2026-11-21", verdict: "stuck.queued", reason: "waits for longer than 2h" },
      seen: true,
      olderFingerprints: [fingerprintV1({ code: "verdict/stuck.queued", message: "" })],
    });
    expect(judge({ state: "Submitted", startedAt: null }, {}, { queuePaused: true }).carried?.verdict).toBe("held");
  });

  it("amends and carries one that went from one trouble into another", () => {
    const { amendment, carried } = judge({ state: "Pause", startedAt: null });
    expect(amendment).toMatchObject({ change: "changed", verdict: "held", reason: "paused" });
    expect(carried).toMatchObject({ verdict: "held" });
  });

  it.each([
    [{ state: "Running", startedAt: midnight + 49 * hourMs }, {}, "runs since 2026-11-22T17:00:00.000Z"],
    [{ state: "Running", startedAt: null }, {}, "runs"],
    [{ state: "Submitted", startedAt: null }, { state: "Running" }, "waits"],
    [
      { state: "Running", startedAt: midnight + 49 * hourMs },
      { state: "Running" },
      "runs since 2026-11-22T17:00:00.000Z",
    ],
  ])("amends one that went on: %j", (change, was, reason) => {
    const { amendment, carried } = judge(change, was, { queuedAfterMs: 100 * hourMs });
    expect(amendment).toMatchObject({
      change: "changed",
      verdict: null,
      reason,
      fingerprint: null,
      state: change.state,
    });
    expect(carried).toBeNull();
  });

  it("knows a state again whose secrets were cut", () => {
    const state = "Odd https://x.example/?q-signature=5ec2e7";
    const first = judge({ state, startedAt: null });
    expect(first.amendment).toMatchObject({ change: "changed", verdict: "unrecognised" });
    const again = judge({ state, startedAt: null }, { state: first.amendment?.state ?? "" });
    expect(again.amendment).toBeNull();
    expect(again.carried?.verdict).toBe("unrecognised");
  });

  it("keeps it among the jobs of the second in which it was listed", () => {
    const { amendment } = judge({ state: "Success", createdAt: midnight + 5_000 });
    expect(amendment?.createdAt).toBe(instantAt(0));
  });
});

describe("judgeUnseen()", () => {
  const unseen = (was: Partial<KnownJob["was"]>) => judgeUnseen(origin, known("a", 0, was), judging());

  it("keeps it on the list as it was known, judged as of this night, and amends nothing", () => {
    const { amendment, carried } = unseen({});
    expect(carriedSchema.parse(carried)).toEqual(carried);
    expect(carried).toMatchObject({ jobId: "a", seen: false, state: "Submitted", verdict: "stuck.queued" });
    expect(amendment).toBeNull();
    expect(unseen({ state: "Odd" }).carried).toMatchObject({ seen: false, verdict: "unrecognised", state: "Odd" });
  });

  it("lists none that still had its time", () => {
    expect(unseen({ state: "Running", startedAt: instantAt(60) })).toEqual({ amendment: null, carried: null });
  });
});

describe("judgeVanished()", () => {
  it("tells what was known of the job, and that it is gone", () => {
    const gone = known("a", 0, { state: "Running", startedAt: instantAt(4) });
    const { amendment, carried } = judgeVanished(origin, gone, judging());
    expect(amendmentSchema.parse(amendment)).toEqual(amendment);
    expect(amendment).toMatchObject({
      ...{ jobId: "a", createdAt: instantAt(0), night: "2026-11-21", change: "vanished", verdict: "vanished" },
      ...{ state: "Running", startedAt: instantAt(4), was: { state: "Running", startedAt: instantAt(4) } },
      reason: "the service does not know it any more",
      olderFingerprints: [fingerprintV1({ code: "verdict/vanished", message: "" })],
    });
    expect(carried).toBeNull();
  });
});
