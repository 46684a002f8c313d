/** Deployments that are wrong, or too large for a call: osls as a process, against an emulated cloud with nothing in it. */

import { randomBytes } from "node:crypto";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emulatedCredentials, startEmulatedCloud } from "../../cli/emulated-cloud.ts";
import { emulatedSettings } from "../../cli/emulated-settings.ts";
import { createScenario } from "../../emulator/scenario/read-scenario.ts";
import type { Emulator } from "../../emulator/server.ts";
import { checkOut, type Ran, runServerless } from "./checkout.ts";

const bucket = { name: "audit-1250000000", region: "ap-guangzhou" };
const scenario = createScenario(
  {
    night: "2026-11-20",
    jobs: 40,
    reportBucket: bucket,
    buckets: [{ name: "photos-1250000000", region: "ap-chongqing", queues: [{ name: "thumbnails" }] }],
    tags: { PicProcess: 1 },
  },
  "the test",
);
const minute = 60_000;

let folder = "";
let place = "";
let cloud: Emulator;
let settings = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "deploy-otherwise-"));
  place = join(folder, "checkout");
  await checkOut(place);
  const functions = "deployed";
  cloud = await startEmulatedCloud({ scenario, seed: 1, port: 0, now: Date.now, objects: null, functions });
  settings = emulatedSettings(scenario, cloud.url, { auditFunction: "job-audit-audit" });
  await writeFile(join(place, "job-audit.yaml"), settings);
}, minute);

afterAll(async () => {
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
});

function serverless(...args: readonly string[]): Promise<Ran> {
  const { secretId, secretKey } = emulatedCredentials;
  return runServerless(place, args, { env: { TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey } });
}

/** What it told on its way to the exit code 1: no stack, and not the key. */
async function refusal(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await serverless(...args);
  expect([args, exitCode]).toEqual([args, 1]);
  expect(stdout + stderr).not.toMatch(/^ +at .*:\d+/m);
  expect(stdout + stderr).not.toContain(emulatedCredentials.secretKey);
  return stdout;
}

async function withSettings<T>(text: string, work: () => Promise<T>): Promise<T> {
  await writeFile(join(place, "job-audit.yaml"), text);
  try {
    return await work();
  } finally {
    await writeFile(join(place, "job-audit.yaml"), settings);
  }
}

describe("serverless, where something is wrong", () => {
  it("names the functions that there are", { timeout: minute }, async () => {
    expect(await refusal("invoke", "-f", "audits")).toBe(
      "Error:\nCannot find the function audits: serverless.yml has audit, diff, shard, watchdog\n",
    );
  });

  it("tells of what is not deployed, and has nothing to remove", { timeout: 2 * minute }, async () => {
    expect(await refusal("invoke", "-f", "audit")).toMatch(
      /^Error:\nCannot invoke the function job-audit-audit: ResourceNotFound\.Function: .* \(request [\w-]+\); deploy it, or correct the region or the namespace in serverless\.yml\n$/,
    );
    expect(await refusal("logs", "-f", "audit")).toBe(
      "Error:\nCannot show the log of job-audit-audit: it is not deployed\n",
    );
    const removed = await serverless("remove", "--yes");
    expect(removed).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^Nothing is deployed in /) });
  });

  it("tells that nobody answers, and at which address", { timeout: minute }, async () => {
    const nobody = settings.replaceAll(cloud.url, "http://127.0.0.1:9");
    const told = await withSettings(nobody, () => refusal("deploy"));
    expect(told).toMatch(
      /^Error:\nCannot look up the function job-audit-audit: no answer: .*ECONNREFUSED 127\.0\.0\.1:9; see that this machine reaches that address, .*endpoints\.scf.*\n$/,
    );
  });

  it("tells of a region that the platform does not have, and of one that cannot be", { timeout: minute }, async () => {
    const elsewhere = settings.replace(/(function: job-audit-audit\n +region: )[\w-]+/, "$1ap-nowhere");
    expect(await withSettings(elsewhere, () => refusal("plan"))).toMatch(
      /^Error:\nCannot look up the function job-audit-audit: UnsupportedRegion: .*ap-nowhere \(request [\w-]+\); correct the region .*\n$/,
    );
    const misspelt = elsewhere.replace("ap-nowhere", "Guangzhou");
    expect(await withSettings(misspelt, () => refusal("plan"))).toBe(
      'Error:\nCannot use serverless.yml\n  provider.region: found "Guangzhou"; expected a region such as ap-chongqing\n',
    );
  });
});

describe("serverless deploy of code that is too large for a call", () => {
  it("puts it into the bucket that serverless.yml names, once", { timeout: 4 * minute }, async () => {
    const file = join(place, "serverless.yml");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("  # code: {", `  code: { bucket: ${bucket.name}, prefix: zips }\n  # code: {`));
    await appendFile(
      join(place, "functions", "diff.ts"),
      `export const padding = "${randomBytes(9_000_000).toString("base64")}";\n`,
    );
    const puts = () => cloud.stats().byOperation["PUT /zips"] ?? 0;
    const deployed = await serverless("deploy");
    expect(deployed).toMatchObject({ exitCode: 0, stderr: "" });
    const [, kilobytes = "0"] =
      /job-audit-diff: creating it with the code \w+ \((\d+) KB\)/.exec(deployed.stdout) ?? [];
    expect(Number(kilobytes)).toBeGreaterThan(7 * 1024);
    expect(puts()).toBe(1);
    const diff = cloud.scf.platform?.registry.find("default", "job-audit-diff");
    expect(diff).toMatchObject({
      status: "Active",
      description: expect.stringContaining(`Code ${diff?.codeSha256.slice(0, 12)}.`),
    });

    const again = await serverless("deploy");
    expect(again.stdout).toContain("Deployed in ap-guangzhou, namespace default: 4 as declared.\n");
    expect(puts()).toBe(1);
  });
});
