/** What the emulated function platform is made of: handlers in this process, and how often a failed one is tried again. */

import { randomUUID } from "node:crypto";
import type { Delay } from "../send.ts";

/** What a handler gets beside its event, as the vendor's Node.js runtime names it (page "Node.js", "Input Parameters"). */
export interface FunctionContext {
  /** The same for every try of one invocation. */
  readonly request_id: string;
  readonly function_name: string;
  readonly function_version: string;
  readonly namespace: string;
  readonly time_limit_in_ms: number;
  readonly memory_limit_in_mb: number;
}

export type FunctionHandler = (event: unknown, context: FunctionContext) => Promise<unknown>;

export interface ScfOptions {
  /** By name. */
  readonly functions: Readonly<Record<string, FunctionHandler>>;
  /** Of all of them; `default` unless told otherwise. */
  readonly namespace?: string;
  /** How often a function that was started and failed is tried again; twice, as the platform does by itself. */
  readonly retries?: number;
  /** Waits before each of these; the platform's minute unless told otherwise. */
  readonly retryDelay?: Delay;
  readonly timeLimitMs?: number;
  readonly memoryLimitMb?: number;
  /** Makes request ids; random UUIDs unless told otherwise. */
  readonly newId?: () => string;
}

export interface ScfSettings extends Required<Omit<ScfOptions, "retryDelay">> {
  readonly retryDelay: Delay;
}

export function withUsual(options: ScfOptions, delay: Delay): ScfSettings {
  return {
    functions: options.functions,
    namespace: options.namespace ?? "default",
    retries: options.retries ?? 2,
    retryDelay: options.retryDelay ?? delay,
    timeLimitMs: options.timeLimitMs ?? 900_000,
    memoryLimitMb: options.memoryLimitMb ?? 512,
    newId: options.newId ?? randomUUID,
  };
}
