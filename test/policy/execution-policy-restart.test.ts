/** A run that broke off, which the watchdog starts again under the functions' role. */

import { describe, expect, it } from "vitest";
import { discoveryKey } from "../../lib/core/key.ts";
import { executionPolicy } from "../../lib/core/policy/execution-policy.ts";
import { type PolicyDocument, policyDocument } from "../../lib/core/policy/policy.ts";
import { factsFor, openPolicedCloud, policySettings } from "./policed-cloud.ts";
import { withoutAction } from "./without.ts";

const signal = new AbortController().signal;
const night = "2026-11-19";
const whole = policyDocument(executionPolicy(factsFor(policySettings())));

/** What the watchdog, and what it starts, tell of a run that had begun to save, and could list nothing. */
async function watchBrokenRun(execution: PolicyDocument): Promise<readonly unknown[]> {
  const cloud = await openPolicedCloud({ execution: withoutAction(whole, "ci:DescribePicProcessJobs") });
  await cloud.morning(night);
  const { run = "" } = cloud.log.records().find(({ msg }) => msg === "night-planned") ?? {};
  cloud.permit(whole);
  await cloud.as(cloud.assume()).store.put(discoveryKey(String(run), 1), Buffer.from("cut off"), signal);
  cloud.permit(execution);
  return cloud.watch(night);
}

describe("the execution policy, for a run that broke off", () => {
  it("lets the watchdog start it again, which then commits its night", { timeout: 60_000 }, async () => {
    expect(await watchBrokenRun(whole)).toMatchObject([
      { status: "done", restarted: [{ date: night }] },
      { status: "done", nights: [{ date: night, status: "complete", jobs: 120 }], diffs: [{ diff: "started" }] },
      { status: "done", diffs: [{ date: night, status: "complete" }] },
    ]);
  });

  it("is told to lack scf:InvokeFunction, by the platform's code and to people", { timeout: 60_000 }, async () => {
    const told = await watchBrokenRun(withoutAction(whole, "scf:InvokeFunction"));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/UnauthorizedOperation\.CAM/);
  });
});
