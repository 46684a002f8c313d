/**
 * Two terminals in one folder, as a reader has them. In the first a command stays in the foreground until Ctrl+C; in the
 * second commands run one after another, each in a shell of its own that takes over the variables of the one before.
 */

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

interface Ran {
  readonly exitCode: number;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

export interface Terminals {
  run(commands: string): Promise<Ran>;
  /** Resolves with what it put out as soon as that satisfies, or when it ended before. */
  runInFirst(commands: string, satisfies: (output: string) => boolean): Promise<string>;
  /** Ctrl+C in the first one: all that came of it, once everything there has ended. */
  interrupt(): Promise<string>;
}

interface Place {
  readonly folder: string;
  /** An empty one; keeps the variables. */
  readonly home: string;
}

interface Foreground {
  readonly child: ChildProcess;
  /** Ended, and so have those that it started: its output is closed. */
  readonly closed: Promise<unknown>;
  output: string;
}

export async function openTerminals({ folder, home }: Place): Promise<Terminals> {
  const variables = join(home, "variables.sh");
  await writeFile(variables, "");
  const cwd = folder;
  // npm is to speak of nothing but the command, and to load nothing for it.
  const env = {
    PATH: process.env["PATH"],
    HOME: home,
    npm_config_update_notifier: "false",
    npm_config_offline: "true",
  };
  let first: Foreground | null = null;
  return {
    run(commands) {
      const script = `trap 'export -p > "${variables}"' EXIT\n. "${variables}"\nexec 2>&1\n${commands}`;
      return new Promise((resolve) => {
        execFile("sh", ["-ec", script], { cwd, env, maxBuffer: 2 ** 24 }, (error, output) => {
          resolve({ exitCode: error === null ? 0 : Number(error.code), output });
        });
      });
    },
    runInFirst(commands, satisfies) {
      // With a process group of its own, all of which Ctrl+C reaches.
      const child = spawn("sh", ["-ec", `exec 2>&1\n${commands}`], { cwd, env, detached: true });
      first = { child, closed: once(child, "close"), output: "" };
      return outputOf(first, satisfies);
    },
    async interrupt() {
      if (first === null) return "";
      const foreground = first;
      first = null;
      const { pid, exitCode } = foreground.child;
      if (pid !== undefined && exitCode === null) process.kill(-pid, "SIGINT");
      await foreground.closed;
      return foreground.output;
    },
  };
}

function outputOf(foreground: Foreground, satisfies: (output: string) => boolean): Promise<string> {
  return new Promise((resolve) => {
    foreground.child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      foreground.output += text;
      if (satisfies(foreground.output)) resolve(foreground.output);
    });
    foreground.child.once("close", () => resolve(foreground.output));
  });
}
