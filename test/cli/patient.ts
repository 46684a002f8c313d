/** An account in which all is well but for what a test spoils, and what `job-audit doctor` says of it. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { stringify } from "yaml";
import type { Io } from "../../cli/io.ts";
import { createIdentities, type IdentitiesOptions } from "../../emulator/cam/identities.ts";
import type { PolicyDocument } from "../../emulator/cam/policy-document.ts";
import type { CosBucket } from "../../emulator/cos/call.ts";
import { createCos } from "../../emulator/cos/cos.ts";
import { createMemoryStorage } from "../../emulator/cos/memory-storage.ts";
import type { ObjectStorage } from "../../emulator/cos/object-storage.ts";
import type { EmulatorOptions } from "../../emulator/options.ts";
import type { FunctionRecord, TriggerRecord } from "../../emulator/scf/function-record.ts";
import { type Emulator, startEmulator } from "../../emulator/server.ts";
import type { EmulatedBucket, EmulatedQueue } from "../../emulator/world.ts";
import type { Result } from "../../lib/usecases/doctor/run-doctor.ts";
import { functionOf } from "../emulator/scf/deployed-function.ts";
import { fakeRunner } from "../emulator/scf/open-deployments.ts";
import { credential, makeBucket, makeJobs, makeQueue, noon } from "../emulator/small-world.ts";
import { createQuickClock } from "./quick-clock.ts";
import { say, temporaryFolder } from "./small-cloud.ts";

export interface Sickness {
  readonly bucket?: Partial<EmulatedBucket>;
  readonly queue?: Partial<EmulatedQueue>;
  readonly report?: Partial<CosBucket>;
  /** Where the objects are, for whoever looks what was left. */
  readonly storage?: ObjectStorage;
  readonly functions?: readonly FunctionRecord[];
  readonly emulator?: Partial<EmulatorOptions>;
  /** Of whoever signs; without one they may do everything. */
  readonly policy?: PolicyDocument;
  readonly identities?: Partial<IdentitiesOptions>;
  readonly settings?: (settings: Readonly<Record<string, unknown>>) => object;
  readonly env?: Io["env"];
  readonly args?: readonly string[];
  /** How far this machine's clock is ahead. */
  readonly aheadMs?: number;
}

export interface Examined {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  readonly results: readonly Result[];
  /** Of one check; undefined: there was none. */
  of(name: string): Result | undefined;
}

const sinkVariables = {
  ALERTS_URL: "https://hooks.example.com/audit",
  HEARTBEAT_URL: "https://hc.example.com/a",
};

export function timerOf(cron: string, changes: Partial<TriggerRecord> = {}): TriggerRecord {
  const about = { type: "timer", createdAt: 0, modifiedAt: 0, qualifier: "$LATEST", description: "" } as const;
  return { ...about, name: "nightly", cron, argument: null, enabled: true, ...changes };
}

export function auditFunction(changes: Partial<FunctionRecord> = {}): FunctionRecord {
  return functionOf("exports.main_handler = () => 1;\n", {
    name: "job-audit-audit",
    memorySize: 512,
    timeout: 900,
    role: "job-audit",
    environment: sinkVariables,
    triggers: [timerOf("0 30 2 * * * *")],
    ...changes,
  });
}

export function watchdogFunction(changes: Partial<FunctionRecord> = {}): FunctionRecord {
  return auditFunction({ name: "job-audit-watchdog", memorySize: 256, timeout: 120, ...changes });
}

/** Keeps what goes under work/ for two weeks, as a bucket for reports should. */
const healthyReport: CosBucket = {
  name: "audit-1250000000",
  region: "ap-chongqing",
  versioning: "never",
  multiAz: false,
  facts: {
    lifecycle: [{ id: "work", prefix: "audits/v1/work/", enabled: true, expireDays: 14 }],
    encryption: "AES256",
  },
};

const healthySettings = {
  timeZone: "Asia/Shanghai",
  regions: ["ap-chongqing"],
  report: { store: "cos", bucket: "audit-1250000000", region: "ap-chongqing" },
  alerts: { sinks: [{ name: "ops", type: "webhook", urlFrom: "ALERTS_URL" }] },
  heartbeat: { urlFrom: "HEARTBEAT_URL" },
};

const keys = { TENCENTCLOUD_SECRETID: credential.secretId, TENCENTCLOUD_SECRETKEY: credential.secretKey };

export async function openPatient(sickness: Sickness = {}): Promise<Emulator> {
  const queue = makeQueue({ name: "thumbnails", jobs: makeJobs(3), ...sickness.queue });
  const { policy, identities } = sickness;
  const permitted = policy && {
    credentials: [],
    identities: createIdentities({ users: [{ credential, policy }], roles: [], newId: () => "id", ...identities }),
  };
  const emulator = await startEmulator({
    world: { buckets: [makeBucket({ queues: [queue], ...sickness.bucket })] },
    credentials: [credential],
    now: () => noon,
    scfNow: () => noon,
    cos: createCos({
      buckets: [{ ...healthyReport, ...sickness.report }],
      storage: sickness.storage ?? createMemoryStorage(),
      now: () => noon,
    }),
    scf: { functions: {}, deployments: { runner: fakeRunner(), now: () => noon } },
    ...permitted,
    ...sickness.emulator,
  });
  onTestFinished(() => emulator.close());
  for (const record of sickness.functions ?? [auditFunction(), watchdogFunction()])
    emulator.scf.platform?.registry.put(record);
  return emulator;
}

export async function configOf({ url }: Emulator, { settings = (same) => same }: Sickness = {}): Promise<string> {
  const config = join(await temporaryFolder(), "job-audit.yaml");
  const endpoints = { ci: url, cos: url, scf: url };
  await writeFile(config, stringify({ ...settings({ ...healthySettings, endpoints }) }));
  return config;
}

/** Of a patient of its own, unless one is there already. */
export async function examine(sickness: Sickness = {}, patient: Emulator | null = null): Promise<Examined> {
  const emulator = patient ?? (await openPatient(sickness));
  const config = await configOf(emulator, sickness);
  const clock = createQuickClock(noon + (sickness.aheadMs ?? 0));
  const env = { ...keys, ...sinkVariables, ...sickness.env };
  const args = ["doctor", "--json", "--config", config, ...(sickness.args ?? [])];
  const said = await say(args, { clock, env });
  const results: readonly Result[] = said.out === "" ? [] : JSON.parse(said.out).results;
  return { ...said, results, of: (name) => results.find((result) => result.name === name) };
}

/** What a check says of a sickness. */
export interface Finding extends Pick<Result, "status"> {
  readonly check: string;
  readonly seen: RegExp;
  /** Null: none is given. */
  readonly advice: RegExp | null;
  readonly exitCode: number;
}

/** The name says what is wrong. */
export type FailureRow = readonly [failure: string, sickness: Sickness, finding: Finding];

/** The check's result and the exit code, to be compared with. */
export function told({ check, status, seen, advice, exitCode }: Finding): readonly unknown[] {
  const words = { seen: expect.stringMatching(seen), advice: advice && expect.stringMatching(advice) };
  return [{ name: check, status, ...words }, exitCode];
}

/** May do everything but this. */
export function allBut(...action: readonly string[]): PolicyDocument {
  return {
    version: "2.0",
    statement: [
      { effect: "allow", action: ["*"], resource: ["*"] },
      { effect: "deny", action, resource: ["*"] },
    ],
  };
}
