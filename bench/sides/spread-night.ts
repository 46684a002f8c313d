/**
 * A night of made jobs through the functions as they are deployed, each instance a process of its own, so many at once:
 * the audit cuts it into shards, they read, the last one commits. Prints what it took, as one line of JSON.
 */

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createIdentities } from "../../emulator/cam/identities.ts";
import { createCos } from "../../emulator/cos/cos.ts";
import { createFolderStorage } from "../../emulator/cos/folder-storage.ts";
import { hashedWorld } from "../../emulator/hashed/hashed-world.ts";
import type { Invocation } from "../../emulator/scf/invocations.ts";
import { zipFunctions } from "../../emulator/scf/zip-functions.ts";
import { type Emulator, startEmulator } from "../../emulator/server.ts";
import { readSettings } from "../../lib/config/settings.ts";
import { compose } from "../../lib/runtime/compose.ts";
import { readCommittedNight } from "../../lib/usecases/report/read-commit.ts";
import { deployFunctions, functionNames, memorySize } from "../deploy-functions.ts";
import { credentials, madeNight } from "../night.ts";

const [jobs = "0", shards = "0", atOnce = "0"] = process.argv.slice(2);
const region = "ap-chongqing";
const buckets = [{ name: "audit-1250000000", region, versioning: "never" as const, multiAz: false }];
const { night, plan } = madeNight(Number(jobs), Date.now());
const { world, truth } = hashedWorld(plan);
const folder = await mkdtemp(join(tmpdir(), "job-audit-bench-"));
const emulator = await startCloud();
const settings = settingsText(emulator.url);
try {
  process.stdout.write(`${JSON.stringify(await playNight())}\n`);
} finally {
  await emulator.close();
  await rm(folder, { recursive: true });
}

async function startCloud(): Promise<Emulator> {
  const everything = { effect: "allow", action: ["*"], resource: ["*"] } as const;
  const roles = [{ name: "job-audit", policy: { version: "2.0", statement: [everything] } }] as const;
  const identities = createIdentities({ users: [], roles, newId: randomUUID });
  const { secretId, secretKey } = credentials;
  const scf = zipFunctions({
    now: Date.now,
    assume: identities.assume,
    account: { region },
    concurrency: Number(atOnce),
  });
  const cos = createCos({ buckets, storage: createFolderStorage(folder), now: Date.now });
  return startEmulator({ world, credentials: [{ secretId, secretKey }], identities, cos, scf });
}

/** Nothing is known of the night before it: every window counts as one page. */
function settingsText(url: string): string {
  const windows = plan.regions.length * plan.queues * Object.keys(plan.tags).length * 24;
  return `regions: [${plan.regions.join(", ")}]
report: { store: cos, bucket: audit-1250000000, region: ${region}, prefix: night }
functions:
  shard: { region: ${region}, namespace: default, function: ${functionNames.shard} }
fanOut: { shards: ${shards}, pagesPerShard: ${Math.ceil(windows / Number(shards))} }
endpoints: { ci: "${url}", cos: "${url}", scf: "${url}" }
`;
}

async function playNight(): Promise<object> {
  const { platform } = emulator.scf;
  if (platform === null) throw new Error("the emulator has no function platform");
  await deployFunctions(platform.registry, settings);
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const event = { date: night, family: "pic" };
  platform.start({ functionName: functionNames.audit, namespace: "default", type: "Event", event });
  await emulator.idle();
  const wallMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    expected: truth,
    ...(await readNight()),
    wallMs,
    emulatorCpuMs: (user + system) / 1000,
    ...usedBy(platform.results),
  };
}

async function readNight(): Promise<object> {
  const app = compose(readSettings(settings, "the benchmark"), { credentials: () => credentials });
  const committed = await readCommittedNight(app.store, { family: "pic", date: night }, new AbortController().signal);
  if (committed === null)
    throw new Error(`no commit of ${night}: ${JSON.stringify(emulator.scf.results.map(({ tries }) => tries))}`);
  const { jobs: found, byState } = committed.manifest;
  return { status: committed.commit.status, jobs: found, failed: byState["Failed"] ?? 0 };
}

function usedBy(results: readonly Invocation[]): object {
  const runs = results.flatMap(({ tries }) => tries).flatMap((each) => ("memoryBytes" in each ? [each] : []));
  const seconds = runs.map(({ durationMs }) => durationMs / 1000);
  return {
    starts: results.length,
    failedTries: runs.filter(({ ok }) => !ok).length,
    largestMb: Math.max(...runs.map(({ memoryBytes }) => memoryBytes)) / 2 ** 20,
    longestSeconds: Math.max(...seconds),
    commitSeconds: runs.map(({ log }) => commitSeconds(log)).find((each) => each > 0) ?? 0,
    gbSeconds: (seconds.reduce((sum, each) => sum + each, 0) * memorySize) / 1024,
    functionsCpuMs: childrenCpuMs(),
    requests: emulator.stats().byOperation,
  };
}

/** Of the instance that committed: from the first look at what the shards saved to the commit. 0 of the others. */
function commitSeconds(log: string): number {
  const events = log.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
  if (!events.some(({ msg }) => msg === "committed")) return 0;
  const steps = events.filter(({ msg }) => msg === "step-ended");
  return steps.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1_000;
}

/** Of all processes that have ended: fields 16 and 17 of proc(5), in hundredths of a second. */
function childrenCpuMs(): number {
  const fields = readFileSync("/proc/self/stat", "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[13]) + Number(fields[14])) * 10;
}
