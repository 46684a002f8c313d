/** The command as people run it. */

import { execFile } from "node:child_process";

export interface Run {
  readonly code: number;
  readonly out: string;
}

/** Resolves whatever its exit code is. */
export function runSimulation(...args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["tools/simulate.mjs", ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, out: stdout + stderr });
    });
  });
}
