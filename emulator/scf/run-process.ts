/**
 * One run of a function's code in a fresh process, within limits of time and memory.
 *
 * The process leads a group of its own, and the group is killed with it: nothing that it started outlives the run.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { text } from "node:stream/consumers";
import type { BootstrapAnswer, BootstrapCall } from "./bootstrap.ts";
import type { CodeFolder } from "./code-folders.ts";

export interface ProcessRequest {
  readonly folder: CodeFolder;
  readonly environment: Record<string, string>;
  readonly call: BootstrapCall;
  readonly timeLimitMs: number;
  readonly memoryLimitBytes: number;
  /** Kills the process. */
  readonly signal: AbortSignal;
  /** Each line that the function prints, in order. */
  readonly onLine: (line: string) => void;
}

export interface ProcessEnd {
  readonly end: Ending;
  readonly durationMs: number;
  readonly peakBytes: number;
}

export type Ending =
  | { readonly kind: "answered"; readonly answer: BootstrapAnswer; readonly bytes: number }
  | { readonly kind: "exited"; readonly how: string }
  | { readonly kind: "killed"; readonly limit: Limit };

type Limit = "time" | "memory" | "closing";

/** Often enough to catch a process that allocates as fast as it can within some tens of MB. */
const lookEveryMs = 10;

/** Resolves when the process and all that it started are gone; rejects if it cannot be started at all. */
export async function runProcess(request: ProcessRequest): Promise<ProcessEnd> {
  const { folder, environment, call, signal, onLine } = request;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [folder.bootstrap], {
    cwd: folder.path,
    env: environment,
    detached: true,
    stdio: ["pipe", "pipe", "pipe", "pipe"],
  });
  const gone = waitFor(child);
  const watch = watchLimits(child, request);
  const [input, output, errors, answers] = child.stdio as unknown as [Writable, Readable, Readable, Readable];
  for (const stream of [output, errors]) createInterface({ input: stream }).on("line", onLine);
  const answer = text(answers);
  input.on("error", () => undefined).end(JSON.stringify(call));
  const onAbort = () => watch.kill("closing");
  signal.addEventListener("abort", onAbort);
  if (signal.aborted) onAbort();
  try {
    const how = await gone;
    const durationMs = Math.round(performance.now() - startedAt);
    return { ...endOf(await answer, { how, watch, request }), durationMs };
  } finally {
    signal.removeEventListener("abort", onAbort);
    watch.stop();
  }
}

function waitFor(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => killGroup(child));
    child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
}

interface Watch {
  readonly kill: (limit: Limit) => void;
  readonly stop: () => void;
  /** What the process was killed for; null: it was not. */
  readonly killedFor: () => Limit | null;
  readonly peakBytes: () => number;
}

function watchLimits(child: ChildProcess, { timeLimitMs, memoryLimitBytes }: ProcessRequest): Watch {
  let killedFor: Limit | null = null;
  let peak = 0;
  const kill = (limit: Limit) => {
    killedFor ??= limit;
    killGroup(child);
  };
  const clock = setTimeout(() => kill("time"), timeLimitMs);
  const looks = setInterval(async () => {
    peak = Math.max(peak, await peakOf(child));
    if (peak > memoryLimitBytes) kill("memory");
  }, lookEveryMs);
  return {
    kill,
    stop: () => {
      clearTimeout(clock);
      clearInterval(looks);
    },
    killedFor: () => killedFor,
    peakBytes: () => peak,
  };
}

/** The kernel keeps the peak, so none is missed between two looks. 0 where it does not tell, as on other systems. */
async function peakOf({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}

interface EndFacts {
  readonly how: string;
  readonly watch: Watch;
  readonly request: ProcessRequest;
}

function endOf(written: string, { how, watch, request }: EndFacts): Omit<ProcessEnd, "durationMs"> {
  const limit = watch.killedFor();
  const answer = limit === null && written !== "" ? (JSON.parse(written) as BootstrapAnswer) : null;
  const peakBytes = Math.max(watch.peakBytes(), answer?.peakBytes ?? 0);
  if (limit !== null) return { end: { kind: "killed", limit }, peakBytes };
  if (answer === null) return { end: { kind: "exited", how }, peakBytes };
  if (peakBytes > request.memoryLimitBytes) return { end: { kind: "killed", limit: "memory" }, peakBytes };
  return { end: { kind: "answered", answer, bytes: Buffer.byteLength(written) }, peakBytes };
}
