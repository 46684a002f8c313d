/**
 * `npx serverless deploy` from the first to the last, as a process in a checkout of its own, of the functions as they are:
 * against a cloud that permits no more than the printed policies, whose timers run what was deployed.
 */

import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emulatedCredentials, startEmulatedCloud } from "../../cli/emulated-cloud.ts";
import { emulatedSettings } from "../../cli/emulated-settings.ts";
import { createIdentities, type Identities } from "../../emulator/cam/identities.ts";
import { createScenario } from "../../emulator/scenario/read-scenario.ts";
import { createTimers } from "../../emulator/scf/timers.ts";
import { zipFunctions } from "../../emulator/scf/zip-functions.ts";
import type { Emulator } from "../../emulator/server.ts";
import { systemClock } from "../../lib/adapters/system/clock.ts";
import { readSettings } from "../../lib/config/settings.ts";
import { lastNightBefore } from "../../lib/core/night.ts";
import { deployPolicy } from "../../lib/core/policy/deploy-policy.ts";
import { executionPolicy } from "../../lib/core/policy/execution-policy.ts";
import { policyDocument } from "../../lib/core/policy/policy.ts";
import { compose } from "../../lib/runtime/compose.ts";
import { readCommittedDiff } from "../../lib/usecases/diff/read-diff.ts";
import { readCommittedNight } from "../../lib/usecases/report/read-commit.ts";
import { deployerCredential, factsFor, roleName } from "../policy/policed-cloud.ts";
import { checkOut, type Ran, runServerless } from "./checkout.ts";

const { signal } = new AbortController();
/** The moment that everything happens about. */
const began = Date.now();
const night = lastNightBefore(began, "Asia/Shanghai", 7_200_000);

const scenario = createScenario(
  {
    night,
    jobs: 200,
    reportBucket: { name: "audit-1250000000", region: "ap-guangzhou" },
    buckets: [{ name: "photos-1250000000", region: "ap-chongqing", queues: [{ name: "thumbnails" }] }],
    tags: { PicProcess: 1 },
    failures: [{ code: "ResourceDownloadFailed", messages: ["404"], share: 0.05 }],
    hang: { queued: 0, running: 0 },
    hiddenFailures: 0,
    cancelled: 0,
  },
  "the test",
);

let folder = "";
let place = "";
let cloud: Emulator;

/** Nobody may do anything but by the printed policies of these settings. */
function policed(settings: string): Identities {
  const facts = factsFor(settings);
  return createIdentities({
    users: [{ credential: deployerCredential, policy: policyDocument(deployPolicy(facts)) }],
    roles: [{ name: roleName, policy: policyDocument(executionPolicy(facts)) }],
    newId: randomUUID,
  });
}

function settingsAt(url: string): string {
  return emulatedSettings(scenario, url, { diffFunction: "job-audit-diff" });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "deploy-online-"));
  place = join(folder, "checkout");
  await checkOut(place);
  const identities = policed(settingsAt("http://127.0.0.1:9"));
  const functions = zipFunctions({
    now: Date.now,
    assume: identities.assume,
    deployments: { hasRole: (name) => name === roleName },
  });
  cloud = await startEmulatedCloud({ scenario, seed: 1, port: 0, now: Date.now, objects: null, functions, identities });
  await writeFile(join(place, "job-audit.yaml"), settingsAt(cloud.url));
  const file = join(place, "serverless.yml");
  const text = await readFile(file, "utf8");
  // Due within a minute, whenever this runs.
  await writeFile(file, text.replace('cron: "0 30 2 * * * *"', 'cron: "0 * * * * * *"'));
}, 60_000);

afterAll(async () => {
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
});

const env = {
  TENCENTCLOUD_SECRETID: deployerCredential.secretId,
  TENCENTCLOUD_SECRETKEY: deployerCredential.secretKey,
  ALERTS_SECRET: "hush-hush",
};

function serverless(...args: readonly string[]): Promise<Ran> {
  return runServerless(place, args, { env });
}

/** How often each action was called while something was done. */
async function callsDuring(work: () => Promise<Ran>): Promise<readonly [Ran, Readonly<Record<string, number>>]> {
  const before = cloud.stats().byOperation;
  const ran = await work();
  const after = Object.entries(cloud.stats().byOperation);
  const since = after.map(([action, count]) => [action, count - (before[action] ?? 0)] as const);
  return [ran, Object.fromEntries(since.filter(([, count]) => count > 0))];
}

const names = ["job-audit-audit", "job-audit-diff", "job-audit-shard", "job-audit-watchdog"];
const reading = ["GetFunction", "GetFunctionEventInvokeConfig", "ListTriggers"];

describe("serverless deploy", () => {
  it("goes from an empty account to a night that a timer had audited, changes nothing twice, and leaves reports", async () => {
    const planned = await serverless("plan");
    expect(planned).toMatchObject({ exitCode: 0, stderr: "" });
    expect(planned.stdout).toContain("\nIn ap-guangzhou, namespace default: 4 to create. Nothing was done.\n");

    const deployed = await serverless("deploy");
    expect(deployed).toMatchObject({ exitCode: 0, stderr: "" });
    const lines = deployed.stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^job-audit-audit: creating it with the code [0-9a-f]{12} \(\d+ KB\)$/);
    expect(lines).toContain("job-audit-audit: trigger nightly created: 0 * * * * * *");
    expect(lines.at(-1)).toBe("Deployed in ap-guangzhou, namespace default: 4 created.");
    const records = cloud.scf.platform?.registry.list() ?? [];
    expect(records.map(({ name, status, role }) => ({ name, status, role }))).toEqual(
      names.map((name) => ({ name, status: "Active", role: roleName })),
    );

    const [again, calls] = await callsDuring(() => serverless("deploy"));
    expect(again).toMatchObject({
      exitCode: 0,
      stderr: "",
      stdout: `${names.map((name) => `${name}: nothing to change\n`).join("")}Deployed in ap-guangzhou, namespace default: 4 as declared.\n`,
    });
    expect(Object.keys(calls).sort()).toEqual(reading);

    const informed = await serverless("info");
    expect(informed.stdout.match(/drift {5}none: it is what serverless.yml declares/g)).toHaveLength(4);
  }, 300_000);

  it("has its timer run what was deployed, under the role alone, up to the committed diff", async () => {
    const now = Date.now();
    const timers = createTimers({
      platform: cloud.scf.platform as NonNullable<Emulator["scf"]["platform"]>,
      since: now,
    });
    const fired = timers.tick(Math.ceil((now + 1) / 60_000) * 60_000);
    expect(fired).toMatchObject([{ functionName: "job-audit-audit", requestId: expect.any(String) }]);
    await cloud.idle();
    const [audit, diff] = cloud.scf.results;
    expect(audit?.tries.at(-1)).toMatchObject({
      ok: true,
      value: { status: "done", nights: [{ date: night, status: "complete", jobs: 200, findings: 10 }], failures: [] },
    });
    expect(diff).toMatchObject({ functionName: "job-audit-diff", tries: [{ ok: true, value: { status: "done" } }] });

    const credentials = () => ({ ...emulatedCredentials, sessionToken: null });
    const owner = readSettings(settingsAt(cloud.url), "the test");
    const { store } = compose(owner, { clock: systemClock, credentials });
    const name = { family: "pic", date: night } as const;
    expect(await readCommittedNight(store, name, signal)).toMatchObject({ manifest: { jobs: 200 } });
    expect(await readCommittedDiff(store, name, signal)).toMatchObject({ commit: { revision: 1 } });

    const logged = await serverless("logs", "-f", "audit", "--request-id", fired[0]?.requestId ?? "");
    expect(logged.exitCode).toBe(0);
    expect(logged.stdout).toContain(`START RequestId: ${fired[0]?.requestId}`);
    expect(logged.stdout).toContain(night);
  }, 120_000);

  it("runs one by hand, and prints its result", async () => {
    const { exitCode, stdout, stderr } = await serverless(
      "invoke",
      "-f",
      "diff",
      "--data",
      JSON.stringify({ date: night }),
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ status: "done", diffs: [{ date: night, already: true }] });
    const watched = await serverless("invoke", "-f", "watchdog");
    expect(watched).toMatchObject({ exitCode: 0, stderr: "" });
    expect(JSON.parse(watched.stdout)).toMatchObject({
      status: "done",
      nights: expect.arrayContaining([{ family: "pic", date: night, commit: "complete", troubles: [] }]),
    });
  }, 120_000);

  it("tells what is wrong without a stack or a secret, and with an exit code", async () => {
    const wrong = { ...env, TENCENTCLOUD_SECRETKEY: "wrong-key" };
    const refused = await runServerless(place, ["deploy"], { env: wrong });
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toMatch(
      /^Error:\nCannot look up the function job-audit-audit: AuthFailure\.SignatureFailure: .*check TENCENTCLOUD_SECRETID/,
    );
    const without = await runServerless(place, ["info"]);
    expect(without).toMatchObject({
      exitCode: 1,
      stdout:
        "Error:\nCannot sign requests: no usable credentials in the environment\n" +
        "  TENCENTCLOUD_SECRETID: not set\n  TENCENTCLOUD_SECRETKEY: not set\n",
    });
    for (const { stdout, stderr } of [refused, without]) {
      expect(stdout + stderr).not.toMatch(/^ +at .*:\d+/m);
      expect(stdout + stderr).not.toMatch(/wrong-key|hush/);
    }
  }, 120_000);

  it("removes the functions when it is told to, and no report", async () => {
    const refused = await serverless("remove");
    expect(refused).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("Say --yes to delete") });
    const removed = await serverless("remove", "--yes");
    expect(removed).toMatchObject({ exitCode: 0, stderr: "" });
    expect(removed.stdout).toMatch(
      /Deleted 4 functions in ap-guangzhou, .* Reports stay, in cos:\/\/audit-1250000000\/audits\.\n$/,
    );
    expect(cloud.scf.platform?.registry.list()).toEqual([]);
    const credentials = () => ({ ...emulatedCredentials, sessionToken: null });
    const owner = readSettings(settingsAt(cloud.url), "the test");
    const { store } = compose(owner, { clock: systemClock, credentials });
    expect(await readCommittedNight(store, { family: "pic", date: night }, signal)).not.toBeNull();
  }, 120_000);
});
