/** A night that several instances read, under the functions' role. */

import { describe, expect, it } from "vitest";
import { executionPolicy } from "../../lib/core/policy/execution-policy.ts";
import { type PolicyDocument, policyDocument } from "../../lib/core/policy/policy.ts";
import { factsFor, openPolicedCloud, policySettings } from "./policed-cloud.ts";

const spread = true;
const printed = (settings: string) => policyDocument(executionPolicy(factsFor(settings)));

async function playMorning(execution: PolicyDocument) {
  const cloud = await openPolicedCloud({ execution, spread });
  const told = await cloud.morning("2026-11-19");
  return { told: JSON.stringify(told), events: cloud.log.records() };
}

describe("the execution policy, for a night that is read by several instances", () => {
  it("is all that they need: to be started, to commit, and to have the night compared", {
    timeout: 60_000,
  }, async () => {
    const { told, events } = await playMorning(printed(policySettings({ spread })));
    expect(told).toMatch(/"shards":2,"done":0,"started":2,"notStarted":0/);
    expect(told).toMatch(/"ended":"complete".*"status":"complete","already":false,"jobs":120/);
    expect(told).toMatch(/"diff":"started"/);
    expect(events.filter(({ level }) => level === "warn" || level === "error")).toEqual([]);
  });

  it("starts no shard that the settings did not name when it was printed, which is told", {
    timeout: 60_000,
  }, async () => {
    const { events } = await playMorning(printed(policySettings()));
    const told = events.find(({ msg }) => msg === "shard-not-started");
    expect(told).toMatchObject({ code: "SERVICE", message: expect.stringMatching(/UnauthorizedOperation\.CAM/) });
  });
});
