/** What the emulated function platform is made of: handlers in this process, and how often a failed one is tried again. */

import { randomUUID } from "node:crypto";
import type { Delay } from "../send.ts";
import { type DeploymentOptions, type DeploymentSettings, withUsualDeployments } from "./deployments.ts";
import type { InvocationFault } from "./invocation-faults.ts";
import type { InvokeCall } from "./read-invoke.ts";
import type { Registry } from "./registry.ts";

/** Of an asynchronous event that was taken: the platform's own setting (MsgTTL), and the most that it can be set to. */
export const usualMaxAgeSeconds = 21_600;

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

/** An action of another API that is served at the same place. */
export interface OtherAction {
  readonly version: string;
  /** Gets the body, which is JSON, and the deployed functions; throws `ApiRefusal`. */
  readonly answer: (body: string, registry: Registry) => object | Promise<object>;
}

export interface ScfOptions {
  /** By name. */
  readonly functions: Readonly<Record<string, FunctionHandler>>;
  /** Of all of them; `default` unless told otherwise. */
  readonly namespace?: string;
  /** How often a function that was started and failed is tried again; twice, as the platform does by itself. */
  readonly retries?: number;
  /** How long what was started may lie before it is run, or tried again; six hours, as on the platform by itself. */
  readonly maxAgeSeconds?: number;
  /** Waits before each of these; the platform's minute unless told otherwise. */
  readonly retryDelay?: Delay;
  readonly timeLimitMs?: number;
  readonly memoryLimitMb?: number;
  /** Makes request ids; random UUIDs unless told otherwise. */
  readonly newId?: () => string;
  /** Without it no function can be deployed: `Invoke` is the only action. */
  readonly deployments?: DeploymentOptions;
  /** Of one call: the 10 MB of the vendor's page "Request Structure" unless told otherwise, whatever an action's page says. */
  readonly maxRequestBytes?: number;
  /** What goes wrong with asynchronous invocations. */
  readonly invocationFaults?: readonly InvocationFault[];
  /** Told of each asynchronous call that one of them hits. */
  readonly observeFault?: (fault: InvocationFault, call: InvokeCall) => void;
  /** By name. */
  readonly otherActions?: Readonly<Record<string, OtherAction>>;
}

export interface ScfSettings extends Required<Omit<ScfOptions, "retryDelay" | "deployments">> {
  readonly retryDelay: Delay;
  readonly deployments: DeploymentSettings | null;
}

export function withUsual(options: ScfOptions, delay: Delay): ScfSettings {
  const { namespace = "default", deployments } = options;
  return {
    functions: options.functions,
    namespace,
    retries: options.retries ?? 2,
    maxAgeSeconds: options.maxAgeSeconds ?? usualMaxAgeSeconds,
    retryDelay: options.retryDelay ?? delay,
    timeLimitMs: options.timeLimitMs ?? 900_000,
    memoryLimitMb: options.memoryLimitMb ?? 512,
    newId: options.newId ?? randomUUID,
    deployments: deployments ? withUsualDeployments(deployments, namespace) : null,
    maxRequestBytes: options.maxRequestBytes ?? 10 * 1024 * 1024,
    invocationFaults: options.invocationFaults ?? [],
    observeFault: options.observeFault ?? (() => undefined),
    otherActions: options.otherActions ?? {},
  };
}
