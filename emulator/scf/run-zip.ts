/**
 * Runs the code of deployed functions, each run in a fresh process of its own: its code's folder as working directory, its
 * own environment with its role's temporary keys, its limits of memory and time. So many run at once, the others wait.
 *
 * An instance's time is the platform's: it begins with what the platform's clock shows when the instance is started, and goes
 * on at the machine's pace, whatever becomes of the platform's clock meanwhile. One that stands still, or is set forward,
 * does so for the instances that are started from then on.
 *
 * A process is started for every run, where the platform keeps some for the next one: whatever a function forgets to reset
 * between two runs is not found here.
 */

import type { Credential } from "../signature.ts";
import { type CodeFolder, createCodeFolders } from "./code-folders.ts";
import { tooOldRun } from "./event-too-old.ts";
import { type FunctionAccount, functionContext, functionEnvironment } from "./function-environment.ts";
import { type FailureStatus, FunctionFailure } from "./function-failure.ts";
import type { FunctionLog } from "./function-log.ts";
import type { FunctionRecord } from "./function-record.ts";
import type { FunctionCall, FunctionRun, FunctionRunner } from "./function-runner.ts";
import type { Try } from "./invocations.ts";
import { createRunLog } from "./run-log.ts";
import { type Ending, type ProcessEnd, runProcess } from "./run-process.ts";
import { createSlots } from "./slots.ts";

export interface ZipRunnerOptions {
  /** Epoch milliseconds: the platform's clock, of log lines, temporary keys, and what runs on it. */
  readonly now: () => number;
  /** Where lines go. */
  readonly log: FunctionLog;
  /** Temporary keys of a role; null: there are none for it. Without it functions run without keys. */
  readonly assume?: (role: string, now: number) => Required<Credential> | null;
  readonly account?: Partial<FunctionAccount>;
  /** Processes at a time. */
  readonly concurrency?: number;
  /** How long a second of a function's timeout lasts. */
  readonly secondMs?: number;
}

export type ZipRunner = Required<FunctionRunner>;

const usualAccount: FunctionAccount = { region: "ap-guangzhou", appId: "1250000000", uin: "100000000001" };
const usualConcurrency = 8;
/** Vendor page "Quota Limits": a result of 6 MB. */
const maxResultBytes = 6 * 1024 * 1024;

export function createZipRunner(options: ZipRunnerOptions): ZipRunner {
  const folders = createCodeFolders();
  const slots = createSlots(options.concurrency ?? usualConcurrency);
  const closing = new AbortController();
  const running = new Set<Promise<FunctionRun>>();

  async function runNow(record: FunctionRecord, call: FunctionCall): Promise<FunctionRun> {
    const runLog = createRunLog(options.log, { record, call, now: options.now });
    runLog.start();
    const end = await start(record, call, runLog.line);
    const outcome = outcomeOf(end, call, record);
    const { durationMs, peakBytes: memoryBytes } = end;
    const failure = outcome.ok ? null : JSON.stringify(outcome.error);
    const statusCode = outcome.ok ? 200 : outcome.error.statusCode;
    return { ...outcome, log: runLog.end({ statusCode, durationMs, memoryBytes, failure }), durationMs, memoryBytes };
  }

  async function start(record: FunctionRecord, call: FunctionCall, onLine: (line: string) => void): Promise<Ended> {
    if (closing.signal.aborted) return notStarted({ kind: "killed", limit: "closing" });
    const folder = await folders.open(record).catch(broken(437));
    if ("end" in folder) return folder;
    const limits = {
      timeLimitMs: record.timeout * (options.secondMs ?? 1000),
      memoryLimitBytes: record.memorySize * 1024 * 1024,
      signal: closing.signal,
    };
    return runProcess({ folder, ...framed(record, call, folder), ...limits, onLine }).catch(broken(500));
  }

  function framed(record: FunctionRecord, { event, requestId }: FunctionCall, folder: CodeFolder) {
    const account = { ...usualAccount, ...options.account };
    const credential = record.role === null ? null : (options.assume?.(record.role, options.now()) ?? null);
    const context = functionContext(record, { requestId, place: account });
    return {
      environment: functionEnvironment(record, { ...account, folder: folder.path, credential }),
      call: { handler: record.handler, event, context, aheadMs: aheadOf(options.now) },
    };
  }

  return {
    run(record, call) {
      const isInTime = () => options.now() <= (call.notAfter ?? Number.POSITIVE_INFINITY);
      const begin = async () => (isInTime() ? runNow(record, call) : tooOldRun());
      const run = slots.run(begin).finally(() => running.delete(run));
      running.add(run);
      return run;
    },
    async close() {
      closing.abort();
      while (running.size > 0) await Promise.all(running);
      await folders.close();
    },
  };
}

/** Two looks at one clock may lie this far apart. */
const sameClockMs = 1_000;

/** 0 where it is the machine's own. */
function aheadOf(now: () => number): number {
  const aheadMs = now() - Date.now();
  return Math.abs(aheadMs) < sameClockMs ? 0 : aheadMs;
}

/** Broken: its package, or this machine, lets no process of it start. */
interface Broken {
  readonly kind: "broken";
  readonly statusCode: FailureStatus;
  readonly detail: string;
}

type Ended = Omit<ProcessEnd, "end"> & { readonly end: Ending | Broken };

function broken(statusCode: FailureStatus): (error: unknown) => Ended {
  return (error) => notStarted({ kind: "broken", statusCode, detail: String(error) });
}

function notStarted(end: Ended["end"]): Ended {
  return { end, durationMs: 0, peakBytes: 0 };
}

type Outcome = (Try & { readonly ok: true }) | { readonly ok: false; readonly error: FunctionFailure };

function outcomeOf({ end }: Ended, { requestId }: FunctionCall, record: FunctionRecord): Outcome {
  const fail = (statusCode: FailureStatus, facts: { detail?: string; stackTrace?: string } = {}): Outcome => ({
    ok: false,
    error: new FunctionFailure({ requestId, statusCode, ...facts }),
  });
  if (end.kind === "broken") return fail(end.statusCode, { detail: end.detail });
  if (end.kind === "exited") return fail(439, { detail: `(${end.how})` });
  if (end.kind === "killed") return fail(...limitFailure(end.limit, record));
  const { answer, bytes } = end;
  if (answer.kind === "no-handler") return fail(437, { detail: answer.detail });
  if (answer.kind === "threw") return fail(430, { stackTrace: answer.stackTrace });
  return bytes > maxResultBytes ? fail(407) : { ok: true, value: answer.value };
}

type Limit = (Ending & { readonly kind: "killed" })["limit"];

function limitFailure(limit: Limit, { timeout, memorySize }: FunctionRecord): [FailureStatus, { detail?: string }] {
  if (limit === "closing") return [499, {}];
  return limit === "time" ? [433, { detail: `after ${timeout} seconds` }] : [434, { detail: `(${memorySize} MB)` }];
}
