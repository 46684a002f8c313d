/** Benchmark sides as processes of their own, bundled as the command is. */

import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { build } from "esbuild";
import type { Measured } from "./measure.ts";

const outdir = "dist/bench";

export async function bundleSides(names: readonly string[]): Promise<void> {
  await build({
    entryPoints: names.map((name) => `bench/sides/${name}.ts`),
    outdir,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    packages: "external",
    logLevel: "warning",
  });
}

/**
 * What a function instance of 256 MB leaves for objects. Without a bound, Node on a machine of many gigabytes lets
 * garbage lie where it need not, and the peak says more about the machine than about the program.
 */
export const heapMb = 160;

const bounded = [`--max-old-space-size=${heapMb}`];

/** Runs one side to its end and returns what it measured. */
export async function runSide<Found>(
  name: string,
  args: readonly string[],
  flags: readonly string[] = bounded,
): Promise<Measured<Found>> {
  const stdout = await runToEnd(name, args, flags);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

/** What the process printed. */
export async function runToEnd(name: string, args: readonly string[], flags: readonly string[] = []): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, `${outdir}/${name}.js`, ...args]);
  return stdout;
}

export interface CloudFacts {
  readonly url: string;
  readonly night: string;
  readonly scopes: readonly object[];
  readonly jobs: number;
  readonly failed: number;
}

interface CloudCost {
  readonly cpuMs: number;
  readonly requests: number;
}

export interface Cloud {
  readonly facts: CloudFacts;
  stop(): Promise<CloudCost>;
}

/** `side`: its name and what it is told, if it is not the usual cloud. */
export async function startCloud(jobs: number, side: readonly string[] = ["cloud", String(jobs)]): Promise<Cloud> {
  const [name, ...args] = side;
  const child: ChildProcess = fork(`${outdir}/${name}.js`, args);
  const [facts] = await once(child, "message");
  return {
    facts,
    async stop() {
      child.send("stop");
      const [cost] = await once(child, "message");
      await once(child, "exit");
      return cost;
    },
  };
}
