/**
 * Invocations: functions that were started, each with every try of it, kept for whoever looks into them.
 *
 * A failed try of a started function is followed by others, as on the platform; a function that somebody waits for is
 * tried once. What failed for the last time is a dead letter, and so is what has lain for too long since it was taken,
 * also one that was never tried.
 */

import { type DeadLetter, deadLetterOf } from "./dead-letter.ts";
import { EventTooOld, tooOldRun } from "./event-too-old.ts";
import type { AsyncRetry, FunctionRecord } from "./function-record.ts";
import type { FunctionRun, FunctionRunner } from "./function-runner.ts";
import type { FunctionContext, FunctionHandler, ScfSettings } from "./options.ts";
import type { InvokeCall } from "./read-invoke.ts";

export type Try = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

export interface Invocation extends InvokeCall {
  readonly requestId: string;
  /** Those that have ended; those of a deployed function with what they took and printed. */
  readonly tries: readonly (Try | FunctionRun)[];
}

export interface Invocations {
  /** In the order of starting. */
  readonly results: readonly Invocation[];
  /** In the order of failing. */
  readonly deadLetters: readonly DeadLetter[];
  /** Resolves with the last try; rejects never. `delayMs`: how long the platform leaves it lying first. */
  run(call: InvokeCall, handler: FunctionHandler, requestId: string, delayMs?: number): Promise<Try>;
  /** The same for a deployed function, with its own settings of retries as they are by then. */
  runDeployed(call: InvokeCall, deployed: Deployed, requestId: string, delayMs?: number): Promise<FunctionRun>;
  /** Resolves when no function runs or waits for its next try, those included that others start meanwhile. */
  idle(): Promise<void>;
}

interface Deployed {
  readonly record: FunctionRecord;
  readonly runner: FunctionRunner;
}

/** `now` is the clock of the age of events. */
export function createInvocations(settings: ScfSettings, now: () => number = Date.now): Invocations {
  const results: Invocation[] = [];
  const deadLetters: DeadLetter[] = [];
  const running = new Set<Promise<unknown>>();

  function keep<Result extends Try>(call: InvokeCall, requestId: string, work: Work<Result>): Promise<Result> {
    const tries: Result[] = [];
    const takenAt = now();
    results.push({ ...call, requestId, tries });
    const begun = work.delayMs > 0 ? settings.retryDelay(work.delayMs) : Promise.resolve();
    const ended = begun
      .then(() => tryRepeatedly({ call, work, settings, tries, takenAt }))
      .then((last) => {
        if (!last.ok && call.type === "Event") {
          const retries = Math.max(0, tries.length - 1);
          deadLetters.push(deadLetterOf({ call, requestId, retries, error: last.error }));
        }
        return last;
      });
    const followed = ended.finally(() => running.delete(followed));
    running.add(followed);
    return followed;
  }

  function run(call: InvokeCall, handler: FunctionHandler, requestId: string, delayMs = 0): Promise<Try> {
    const context = contextOf(call, settings, requestId);
    return keep(call, requestId, {
      delayMs,
      once: (_, notAfter) =>
        tryOnce(async () => {
          if (now() > notAfter) throw new EventTooOld();
          return handler(structuredClone(call.event), context);
        }),
      retry: () => ({ attempts: settings.retries, maxAgeSeconds: settings.maxAgeSeconds }),
    });
  }

  function runDeployed(
    call: InvokeCall,
    { record, runner }: Deployed,
    requestId: string,
    delayMs = 0,
  ): Promise<FunctionRun> {
    return keep(call, requestId, {
      delayMs,
      once: async (attempt, notAfter) => {
        if (now() > notAfter) return tooOldRun();
        return runner.run(record, { event: call.event, requestId, attempt, notAfter });
      },
      retry: () => (record.asyncRun ? { ...record.retry, attempts: 0 } : record.retry),
    });
  }

  async function idle(): Promise<void> {
    while (running.size > 0) await Promise.all(running);
  }

  return { results, deadLetters, run, runDeployed, idle };
}

interface Work<Result extends Try> {
  readonly delayMs: number;
  /** Which try it is, from 1, and until when it may begin. Rejects never. */
  readonly once: (attempt: number, notAfter: number) => Promise<Result>;
  readonly retry: () => AsyncRetry;
}

interface Run<Result extends Try> {
  readonly call: InvokeCall;
  readonly work: Work<Result>;
  readonly settings: ScfSettings;
  readonly tries: Result[];
  /** Epoch milliseconds: its age counts from here. */
  readonly takenAt: number;
}

async function tryRepeatedly<Result extends Try>({ call, work, settings, tries, takenAt }: Run<Result>) {
  const isEvent = call.type === "Event";
  for (let failed: Result | null = null; ; ) {
    const notAfter = isEvent ? takenAt + work.retry().maxAgeSeconds * 1000 : Number.POSITIVE_INFINITY;
    const latest = await work.once(tries.length + 1, notAfter);
    if (!latest.ok && latest.error instanceof EventTooOld) return failed ?? latest;
    tries.push(latest);
    if (latest.ok || !isEvent || tries.length > work.retry().attempts) return latest;
    failed = latest;
    await settings.retryDelay(retryDelayMs);
  }
}

/** Vendor page "Error Types and Retry Policies": asynchronous invocations, a minute apart. */
const retryDelayMs = 60_000;

async function tryOnce(work: () => Promise<unknown>): Promise<Try> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error };
  }
}

function contextOf(call: InvokeCall, settings: ScfSettings, requestId: string): FunctionContext {
  return {
    request_id: requestId,
    function_name: call.functionName,
    function_version: "$LATEST",
    namespace: call.namespace,
    time_limit_in_ms: settings.timeLimitMs,
    memory_limit_in_mb: settings.memoryLimitMb,
  };
}
