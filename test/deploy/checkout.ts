/** Copies of the tree, with a link to the installed modules: what a fresh clone is after `npm ci`, and osls run in them. */

import { execFile } from "node:child_process";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/** What `npx serverless` starts. */
const bin = require.resolve("serverless/bin/serverless.js");

const project = fileURLToPath(new URL("../..", import.meta.url));
const copied = ["deploy", "functions", "lib", "package.json", "serverless.yml", "tsconfig.json"];

export async function checkOut(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of copied) await cp(join(project, name), join(folder, name), { recursive: true });
  await symlink(join(project, "node_modules"), join(folder, "node_modules"));
}

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** As the shell has it: `077`. */
  readonly umask?: string;
}

/**
 * As `npx serverless` does it, with nothing of this process's environment but its path, and `TZ` that of the machine. The
 * checkout's parent is home: osls keeps a cache there.
 */
export function runServerless(folder: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const command = ["-c", `umask ${options.umask ?? "022"}; exec "$@"`, "sh", process.execPath, bin, ...args];
  const env = { PATH: process.env["PATH"], HOME: join(folder, ".."), NO_COLOR: "1", ...options.env };
  return new Promise((resolve) => {
    execFile("sh", command, { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

/**
 * A module under which every attempt to connect to a host, to look a name up or to send a packet fails, and is written to
 * the file `SEEN`. Sockets in the file system are none of these: tsx looks for one.
 */
export async function writeNetworkTrap(folder: string): Promise<RunOptions> {
  const trap = join(folder, "network-trap.cjs");
  const seen = join(folder, "network-seen.txt");
  await writeFile(trap, trapText(seen));
  await writeFile(seen, "");
  return { env: { NODE_OPTIONS: `--require ${JSON.stringify(trap)}`, SEEN: seen } };
}

function trapText(seen: string): string {
  return `const { appendFileSync } = require("node:fs");
function refuse() {
  appendFileSync(${JSON.stringify(seen)}, new Error("attempt").stack);
  throw new Error("no network");
}
const { Socket } = require("node:net");
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...given) {
  const [target] = given.flat();
  return target.path === undefined ? refuse() : connect.apply(this, given);
};
require("node:dns").lookup = refuse;
require("node:dgram").Socket.prototype.send = refuse;
`;
}
