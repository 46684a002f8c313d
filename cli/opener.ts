/** Opens a file with whatever the user's machine opens such files with. */

import type { ChildProcess, SpawnOptions } from "node:child_process";

export interface OpenerParts {
  readonly platform: NodeJS.Platform;
  readonly spawn: (program: string, args: readonly string[], options: SpawnOptions) => ChildProcess;
  /** How long a program is waited for: one that runs on is the browser itself. */
  readonly patienceMs: number;
}

/** Whether there was a program for it that took the file. */
export type Opener = (path: string) => Promise<boolean>;

export function createOpener({ platform, spawn, patienceMs }: OpenerParts): Opener {
  return (path) =>
    new Promise((resolve) => {
      const [program, ...args] = openCommand(platform);
      const child = spawn(program, [...args, path], { stdio: "ignore", detached: true });
      const patience = setTimeout(() => resolve(true), patienceMs);
      const end = (opened: boolean) => {
        clearTimeout(patience);
        resolve(opened);
      };
      child.once("error", () => end(false));
      child.once("exit", (code) => end(code === 0));
      child.unref();
    });
}

/** The path comes behind it, as an argument of its own: no shell reads it. */
function openCommand(platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === "darwin") return ["open"];
  return platform === "win32" ? ["rundll32", "url.dll,FileProtocolHandler"] : ["xdg-open"];
}
