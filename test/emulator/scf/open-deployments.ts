/** A function platform to deploy to, its vendor's own client, and a clock that moves when a test moves it. */

import { zipSync } from "fflate";
import { scf } from "tencentcloud-sdk-nodejs-scf";
import type { EmulatorOptions } from "../../../emulator/options.ts";
import type { DeploymentOptions } from "../../../emulator/scf/deployments.ts";
import type { FunctionRecord } from "../../../emulator/scf/function-record.ts";
import type { FunctionCall, FunctionRun, FunctionRunner } from "../../../emulator/scf/function-runner.ts";
import type { ScfOptions } from "../../../emulator/scf/options.ts";
import { openEmulator } from "../open-emulator.ts";
import { credential, noon } from "../small-world.ts";

type Client = InstanceType<typeof scf.v20180416.Client>;
export type CreateFunctionRequest = Parameters<Client["CreateFunction"]>[0];

interface Parts extends Partial<DeploymentOptions> {
  readonly scf?: Partial<ScfOptions>;
  readonly emulator?: Partial<EmulatorOptions>;
}

export async function openDeployments({ scf: platform, emulator: parts, ...options }: Parts = {}) {
  const clock = { now: noon };
  const runner = options.runner ?? fakeRunner();
  const deployments = { runner, now: () => clock.now, ...options };
  const emulator = await openEmulator({ ...parts, scf: { functions: {}, ...platform, deployments } });
  const client = new scf.v20180416.Client({
    credential,
    region: "ap-chongqing",
    profile: { httpProfile: { protocol: "http://", endpoint: `127.0.0.1:${emulator.port}` } },
  });
  /** Far enough for any state to end. */
  function pass(ms = 60_000): void {
    clock.now += ms;
  }
  return { emulator, client, clock, pass };
}

/** The same with a function `night` that is active. */
export async function openWithFunction(parts: Parts = {}, asked: Partial<CreateFunctionRequest> = {}) {
  const opened = await openDeployments(parts);
  await opened.client.CreateFunction(nightFunction(asked));
  opened.pass();
  return opened;
}

export function nightFunction(asked: Partial<CreateFunctionRequest> = {}): CreateFunctionRequest {
  return {
    FunctionName: "night",
    Handler: "index.main_handler",
    Runtime: "Nodejs18.15",
    Code: { ZipFile: base64(zipOf({ "index.js": "exports.main_handler = () => 1;\n" })) },
    ...asked,
  };
}

export function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(files).map(([path, text]) => [path, Buffer.from(text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: new Date(1980, 0, 2) });
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

export interface SeenRun {
  readonly record: FunctionRecord;
  readonly call: FunctionCall;
}

/** Answers with what is to come of each call, by its number from 0; well by default. */
export function fakeRunner(results: (index: number) => Partial<FunctionRun> = () => ({}), seen: SeenRun[] = []) {
  return {
    async run(record, call) {
      seen.push({ record, call });
      const usual = { ok: true, value: "done", log: "", durationMs: 0, memoryBytes: 0 } as const;
      return { ...usual, ...results(seen.length - 1) } as FunctionRun;
    },
  } satisfies FunctionRunner;
}
