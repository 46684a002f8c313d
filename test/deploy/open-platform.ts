/** A function platform to deploy to, as commands meet it: in process, by the vendor's SDK, on a clock that only sleeping moves. */

import type { CommandContext, Flags, OnlineCommand } from "../../deploy/command.ts";
import type { DeployModel, FunctionModel, PackedFunction } from "../../deploy/function-model.ts";
import type { Identities } from "../../emulator/cam/identities.ts";
import { createCos } from "../../emulator/cos/cos.ts";
import { createMemoryStorage } from "../../emulator/cos/memory-storage.ts";
import type { ActionFault } from "../../emulator/scf/action-faults.ts";
import { createFunctionLog } from "../../emulator/scf/function-log.ts";
import type { FunctionRun } from "../../emulator/scf/function-runner.ts";
import { createSearchLog } from "../../emulator/scf/search-log.ts";
import { readSettings } from "../../lib/config/settings.ts";
import { sha256Hex } from "../../lib/core/hash.ts";
import { createQuickClock } from "../cli/quick-clock.ts";
import { openEmulator } from "../emulator/open-emulator.ts";
import { fakeRunner, type SeenRun, zipOf } from "../emulator/scf/open-deployments.ts";
import { credential, noon } from "../emulator/small-world.ts";
import { leastModel, leastSettings } from "./least-service.ts";

export const auditModel: FunctionModel = {
  ...leastModel,
  description: "Audits.",
  environment: { ALERTS_SECRET: "hush-hush" },
  role: "auditor",
  triggers: [{ name: "nightly", cron: "0 30 2 * * * *", argument: null, enabled: true }],
};

export const diffModel: FunctionModel = { ...auditModel, key: "diff", name: "job-audit-diff", triggers: [] };

export const codeBucket = {
  name: "code-1250000000",
  region: "ap-chongqing",
  versioning: "never",
  multiAz: false,
} as const;

export interface Platform {
  readonly faults?: readonly ActionFault[];
  readonly results?: (index: number) => Partial<FunctionRun>;
  readonly identities?: Identities;
  readonly secretId?: string;
  readonly secretKey?: string;
  readonly namespaces?: readonly string[];
}

export interface Invocation {
  readonly flags?: Flags;
  readonly functions?: readonly FunctionModel[];
  /** What the code is: other text, other code. */
  readonly code?: string;
  readonly model?: Partial<DeployModel>;
  readonly context?: Partial<CommandContext>;
}

export async function openPlatform({ faults = [], results, identities, ...parts }: Platform = {}) {
  const clock = createQuickClock(noon);
  const storage = createMemoryStorage();
  const objects = { buckets: [codeBucket], storage };
  const log = createFunctionLog();
  const runs: SeenRun[] = [];
  const { namespaces = [] } = parts;
  const deployments = { runner: fakeRunner(results, runs), now: clock.now, faults, objects, namespaces };
  const emulator = await openEmulator({
    now: clock.now,
    ...(identities && { identities }),
    cos: createCos({ ...objects, now: clock.now }),
    scf: { functions: {}, deployments, otherActions: { SearchLog: createSearchLog(log) } },
  });
  const env = {
    TENCENTCLOUD_SECRETID: parts.secretId ?? credential.secretId,
    TENCENTCLOUD_SECRETKEY: parts.secretKey ?? credential.secretKey,
  };

  /** What it said, line by line. */
  async function run(command: Pick<OnlineCommand, "run">, invocation: Invocation = {}): Promise<string[]> {
    const said: string[] = [];
    await command.run(contextOf(invocation, (text) => void said.push(...text.split("\n"))));
    return said;
  }

  function contextOf(invocation: Invocation, say: (text: string) => void): CommandContext {
    const { flags = {}, functions = [auditModel], code = "1" } = invocation;
    const endpoint = emulator.url;
    const settings = `${leastSettings}endpoints: { scf: "${endpoint}", cos: "${endpoint}" }\n`;
    return {
      model: { region: "ap-chongqing", namespace: "default", endpoint, code: null, functions, ...invocation.model },
      flags,
      env,
      clock,
      settings: () => readSettings(settings, "the test", {}),
      pack: async () => functions.map((model) => packed(model, code)),
      say,
      heard: () => true,
      ask: async () => null,
      ...invocation.context,
    };
  }

  /** How often each action was called since this was asked last. */
  let before: Readonly<Record<string, number>> = {};
  function calls(): Record<string, number> {
    const now = emulator.stats().byOperation;
    const since = Object.entries(now).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
    before = now;
    return Object.fromEntries(since.filter(([, count]) => count > 0));
  }

  const record = (name = auditModel.name) => emulator.scf.platform?.registry.find("default", name) ?? null;
  return { emulator, clock, storage, log, runs, run, calls, record };
}

export function packed(model: FunctionModel, code = "1"): PackedFunction {
  const zip = zipOf({ "index.js": `exports.main_handler = () => ${code};\n` });
  return { model, zip, sha256: sha256Hex(zip), bytes: zip.length, bundleBytes: 1 };
}
