/**
 * Invocations: functions that were started, each with every try of it, kept for whoever looks into them.
 *
 * A failed try of a started function is followed by others, as on the platform; a function that somebody waits for is
 * tried once.
 */

import type { FunctionContext, FunctionHandler, ScfSettings } from "./options.ts";
import type { InvokeCall } from "./read-invoke.ts";

export type Try = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

export interface Invocation extends InvokeCall {
  readonly requestId: string;
  /** Those that have ended. */
  readonly tries: readonly Try[];
}

export interface Invocations {
  /** In the order of starting. */
  readonly results: readonly Invocation[];
  /** Resolves with the last try; rejects never. */
  run(call: InvokeCall, handler: FunctionHandler, requestId: string): Promise<Try>;
  /** Resolves when no function runs or waits for its next try, those included that others start meanwhile. */
  idle(): Promise<void>;
}

export function createInvocations(settings: ScfSettings): Invocations {
  const results: Invocation[] = [];
  const running = new Set<Promise<Try>>();

  function run(call: InvokeCall, handler: FunctionHandler, requestId: string): Promise<Try> {
    const tries: Try[] = [];
    const context = contextOf(call, settings, requestId);
    results.push({ ...call, requestId, tries });
    const ended = tryRepeatedly({ call, handler, context, settings, tries }).finally(() => running.delete(ended));
    running.add(ended);
    return ended;
  }

  async function idle(): Promise<void> {
    while (running.size > 0) await Promise.all(running);
  }

  return { results, run, idle };
}

interface Run {
  readonly call: InvokeCall;
  readonly handler: FunctionHandler;
  readonly context: FunctionContext;
  readonly settings: ScfSettings;
  readonly tries: Try[];
}

async function tryRepeatedly({ call, handler, context, settings, tries }: Run): Promise<Try> {
  const most = call.type === "Event" ? 1 + settings.retries : 1;
  for (;;) {
    const latest = await tryOnce(() => handler(structuredClone(call.event), context));
    tries.push(latest);
    if (latest.ok || tries.length >= most) return latest;
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
