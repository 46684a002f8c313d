/** The functions of the demo: in its own process, as they are deployed but for what is around them. */

import type { Identities } from "../emulator/cam/identities.ts";
import type { ScfOptions } from "../emulator/scf/options.ts";
import type { Emulator } from "../emulator/server.ts";
import { createAuditHandler } from "../lib/runtime/audit-handler.ts";
import { createDiffHandler } from "../lib/runtime/diff-handler.ts";
import type { FunctionSurroundings } from "../lib/runtime/function-spec.ts";
import type { DemoClock } from "./demo-clock.ts";
import { emulatedCredentials } from "./emulated-cloud.ts";

export interface DemoFunctions {
  readonly functions: ScfOptions;
  readonly identities?: Identities;
  /** Settings come once the cloud's address is known; nothing is started before. */
  configure(emulator: Emulator, settings: string): void;
  /** What they have logged so far. */
  log(): string;
  /** Ends those that run, where they can be ended: what is idle behind it has failed. */
  stop(): Promise<void>;
  /** What ran so far; null where they run in this process. */
  runs(): SpreadRuns | null;
}

/** Of functions that run as instances of their own. */
export interface SpreadRuns {
  readonly instances: number;
  /** At most. */
  readonly atOnce: number;
  /** Of each. */
  readonly memoryMb: number;
  /** What the largest took. */
  readonly peakMb: number;
  /** Starts that ran twice, and those that were refused: on purpose, all of them. */
  readonly doubled: number;
  readonly refused: number;
}

export const functionNames = {
  audit: "job-audit-audit",
  diff: "job-audit-diff",
  shard: "job-audit-shard",
} as const;

const credentialVariables = {
  TENCENTCLOUD_SECRETID: emulatedCredentials.secretId,
  TENCENTCLOUD_SECRETKEY: emulatedCredentials.secretKey,
};

export function handlersHere(clock: DemoClock, variables: Readonly<Record<string, string>>): DemoFunctions {
  let settings: string | null = null;
  let log = "";
  const write = (line: string) => {
    log += line;
  };
  const env = { ...credentialVariables, ...variables };
  const surroundings: FunctionSurroundings = { env, clock, log: { write }, settingsText: () => settings };
  return {
    functions: {
      functions: {
        [functionNames.audit]: createAuditHandler(surroundings),
        [functionNames.diff]: createDiffHandler(surroundings),
      },
      // A demo that fails is to say so at once.
      retries: 0,
    },
    configure(_emulator, text) {
      settings = text;
    },
    log: () => log,
    stop: async () => {},
    runs: () => null,
  };
}
