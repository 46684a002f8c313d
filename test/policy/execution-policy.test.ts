import { describe, expect, it } from "vitest";
import { executionPolicy } from "../../lib/core/policy/execution-policy.ts";
import { type PolicyDocument, policyDocument } from "../../lib/core/policy/policy.ts";
import { factsFor, openPolicedCloud, type PolicedOptions, policySettings } from "./policed-cloud.ts";
import { withoutAction, withoutStatement } from "./without.ts";

const signal = new AbortController().signal;
const facts = factsFor(policySettings());
const whole = policyDocument(executionPolicy(facts));
const minute = 60_000;

/** What the functions told on both mornings: the audit, the diff that it starts, and the watchdog. */
async function play(execution: PolicyDocument, options: Omit<PolicedOptions, "execution"> = {}): Promise<string> {
  const cloud = await openPolicedCloud({ ...options, execution });
  const told: unknown[] = [];
  for (const night of ["2026-11-19", "2026-11-20"] as const) {
    told.push(...(await cloud.morning(night)), ...(await cloud.watch(night)));
  }
  return JSON.stringify(told);
}

/** How it is told that an action misses. */
const telling: Readonly<Record<string, RegExp>> = {
  "ci:DescribePicProcessBucket": /NOTHING_READ.*\/picbucket: the service answered 403 AccessDenied/,
  "ci:DescribePicProcessQueues": /NOTHING_READ.*\/picqueue: the service answered 403 AccessDenied/,
  "ci:DescribePicProcessJobs": /NOTHING_READ.*\/pic_jobs: the service answered 403 AccessDenied/,
  "ci:DescribePicProcessJob": /"date":"2026-11-20"[^}]*"status":"incomplete"[^}]*"holes":[1-9]/,
  "cos:GetObject": /"status":"failed".*Cannot GET audit-.*403 AccessDenied/,
  "cos:PutObject": /"status":"failed".*Cannot PUT audit-.*403 AccessDenied/,
  "cos:AppendObject": /"problems":\["[^"]*it needs the permission cos:AppendObject/,
  "scf:InvokeFunction": /"step":"diff"[^}]*UnauthorizedOperation\.CAM/,
};

/** In a bucket that takes no APPEND the other way of claiming is safe only where versioning never was. */
const versioning = { multiAz: true };
const versioningMisses = /whether it ever had versioning may not be asked \(permission cos:GetBucketVersioning\)/;

describe("the execution policy", () => {
  it("is all that the functions need for nights, look-ups, diffs, alerts and a look at it all", {
    timeout: minute,
  }, async () => {
    const told = await play(whole);
    expect(told).not.toMatch(/incomplete|failed":\[\{|"failures":\[\{|"problems":\["|"warnings":\[\{|Error/);
    expect(told.match(/"status":"complete","already":false,"jobs":120/g)).toHaveLength(2);
    expect(told.match(/"diff":"started"/g)).toHaveLength(2);
    expect(told).toMatch(/"sent":\[\{"sink":"demo","date":"2026-11-20"/);
    expect(told.match(/"date":"2026-11-20","commit":"complete","troubles":\[\]/g)).toHaveLength(1);
  });

  it("has no action but those whose want is told", () => {
    const actions = whole.statement.flatMap(({ action }) => action);
    expect([...actions].sort()).toEqual([...Object.keys(telling), "cos:GetBucketVersioning"].sort());
  });

  it.each(Object.entries(telling))("is told to lack %s", { timeout: minute }, async (action, expected) => {
    expect(await play(withoutAction(whole, action))).toMatch(expected);
  });

  it.each([...whole.statement.entries()])(
    "is told to lack its statement %d",
    { timeout: minute },
    async (at, { action }) => {
      const [first = ""] = action;
      const [expected, options] = telling[first] ? [telling[first], {}] : [versioningMisses, versioning];
      expect(await play(withoutStatement(whole, at), options)).toMatch(expected);
    },
  );

  it("commits in a bucket of several zones, which it has to ask for its versioning", { timeout: minute }, async () => {
    expect(await play(whole, versioning)).toMatch(/"status":"complete","already":false,"jobs":120/);
  });

  it("lets holes be repaired once a bucket is permitted", { timeout: minute }, async () => {
    const narrow = policyDocument(executionPolicy({ ...facts, buckets: ["photos-1250000000"] }));
    const cloud = await openPolicedCloud({ execution: narrow });
    const [first] = await cloud.morning("2026-11-19");
    expect(first).toMatchObject({ nights: [{ status: "incomplete", holes: expect.any(Number) }] });
    cloud.permit(whole);
    const [second] = await cloud.morning("2026-11-20");
    expect(second).toMatchObject({
      nights: [{ status: "complete" }],
      repairs: [{ date: "2026-11-19", revision: 2, status: "complete", left: 0 }],
    });
  });

  it("permits no other prefix, bucket or function", async () => {
    const cloud = await openPolicedCloud({ execution: whole });
    const settings = cloud.settings;
    const role = cloud.assume();
    const elsewhere = cloud.as(role, settings.replace("prefix: audits", "prefix: audits2"));
    await expect(elsewhere.store.get("v1/a.json", signal)).rejects.toMatchObject({ serviceCode: "AccessDenied" });
    await expect(elsewhere.store.put("v1/a.json", Buffer.of(), signal)).rejects.toMatchObject({ status: 403 });
    const other = { region: "ap-guangzhou", namespace: "default", function: "payroll" };
    await expect(cloud.as(role).functions.start(other, {}, signal)).rejects.toMatchObject({
      serviceCode: "UnauthorizedOperation.CAM",
    });
  });

  it("works under a platform that knows no function's name only where it names none", {
    timeout: 2 * minute,
  }, async () => {
    const namesFunctions = false;
    expect(await play(whole, { namesFunctions })).toMatch(telling["scf:InvokeFunction"] as RegExp);
    const open = policyDocument(executionPolicy(factsFor(policySettings(), { anyFunction: true })));
    expect(await play(open, { namesFunctions })).not.toMatch(/UnauthorizedOperation/);
  });
});
