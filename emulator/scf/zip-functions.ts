/** A function platform that runs what is deployed to it, and keeps its log for whoever searches it. */

import type { DeploymentOptions } from "./deployments.ts";
import { createFunctionLog } from "./function-log.ts";
import type { ScfOptions } from "./options.ts";
import { createZipRunner, type ZipRunnerOptions } from "./run-zip.ts";
import { createSearchLog } from "./search-log.ts";

export interface ZipFunctionsOptions extends Omit<ZipRunnerOptions, "log"> {
  /** All but what runs them; its clock is that of the runs. */
  readonly deployments?: Omit<DeploymentOptions, "runner" | "now">;
}

/** An emulator that is started with these options closes what they opened. */
export function zipFunctions({ deployments, ...runs }: ZipFunctionsOptions): ScfOptions {
  const log = createFunctionLog();
  return {
    functions: {},
    deployments: { ...deployments, now: runs.now, runner: createZipRunner({ ...runs, log }) },
    otherActions: { SearchLog: createSearchLog(log) },
  };
}
