/** The function platform: runs functions, those of this process and deployed ones, and tells what became of them. */

import type { EmulatorReply, EmulatorRequest } from "../http.ts";
import { requireUsable } from "./actions/function-state.ts";
import { actions } from "./actions/table.ts";
import { ApiRefusal, apiError, apiReply, demand } from "./api-reply.ts";
import { createDeployedFunctions, type DeployedFunctions } from "./deployed-functions.ts";
import { createInvocationFaults } from "./invocation-faults.ts";
import { createInvocations, type Invocations, type Try } from "./invocations.ts";
import { invokeResult } from "./invoke-result.ts";
import type { FunctionHandler, ScfSettings } from "./options.ts";
import { type ApiCall, type CallRules, readCall } from "./read-call.ts";
import { type InvokeCall, readInvoke } from "./read-invoke.ts";
import { createRegistry, type Registry } from "./registry.ts";
import { type Tc3Verifier, verifyTc3 } from "./tc3-signature.ts";

export interface CloudFunctions extends Omit<Invocations, "run" | "runDeployed"> {
  /** The deployed functions, each in the state that it has by now. */
  readonly registry: Registry;
  /** Throws `ApiRefusal` where there is no such function, or none that can run now. */
  start(call: InvokeCall): Started;
  /** Whether the request was signed as it must be; it throws no refusal, but answers it. */
  handle(request: EmulatorRequest): Promise<{ readonly reply: EmulatorReply; readonly signed: boolean }>;
}

interface Started {
  readonly requestId: string;
  /** Resolves with the last try; rejects never. */
  readonly ended: Promise<Try>;
}

const version = "2018-04-16";

export function createCloudFunctions(settings: ScfSettings, verifier: Tc3Verifier): CloudFunctions {
  const deployed = settings.deployments && createDeployedFunctions(settings.deployments, settings.newId);
  const { run, runDeployed, ...invocations } = createInvocations(settings, deployed?.settings.now ?? verifier.now);
  const registry = deployed?.registry ?? createRegistry();
  const faults = createInvocationFaults(settings.invocationFaults, verifier.now);
  const rules = callRules(settings);

  function start(call: InvokeCall, delayMs = 0, requestId = settings.newId()): Started {
    const record = deployed?.registry.find(call.namespace, call.functionName) ?? null;
    if (!deployed || !record) {
      const handler = findHandler(settings, deployed, call);
      return { requestId, ended: run(call, handler, requestId, delayMs) };
    }
    requireUsable(record, "FailedOperation.FunctionStatusError");
    const runner = deployed.settings.runner;
    return { requestId, ended: runDeployed(call, { record, runner }, requestId, delayMs) };
  }

  async function invoke({ body }: ApiCall): Promise<object> {
    const { call, wantsLog } = readInvoke(body);
    if (call.type === "Event") {
      const requestId = startAsynchronously(call);
      return { Result: invokeResult({ requestId, durationMs: 0, last: null, wantsLog }) };
    }
    const startedAt = verifier.now();
    const { requestId, ended } = start(call);
    const last = await ended;
    return { Result: invokeResult({ requestId, durationMs: verifier.now() - startedAt, last, wantsLog }) };
  }

  function startAsynchronously(call: InvokeCall): string {
    const fault = faults(call.functionName);
    if (fault !== null) settings.observeFault(fault, call);
    demand(fault?.how !== "throttle", "RequestLimitExceeded", "too many calls of this API");
    if (fault?.how === "lose") return settings.newId();
    const { requestId } = start(call, fault?.how === "delay" ? fault.delayMs : 0);
    if (fault?.how === "duplicate") start(call, 0, requestId);
    return requestId;
  }

  /** What is not an action on deployed functions. */
  async function otherwise(call: ApiCall): Promise<object> {
    const other = Object.hasOwn(settings.otherActions, call.action) ? settings.otherActions[call.action] : undefined;
    return other ? other.answer(call.body, registry) : invoke(call);
  }

  async function handle(request: EmulatorRequest) {
    const requestId = settings.newId();
    let signed = false;
    try {
      const secretId = verifyTc3(request, verifier);
      signed = true;
      verifier.authorise?.(request, secretId);
      const call = readCall(request, rules);
      return { reply: apiReply(await (deployed ? deployed.act(call, otherwise) : otherwise(call)), requestId), signed };
    } catch (error) {
      if (error instanceof ApiRefusal) return { reply: apiError(error, requestId), signed };
      throw error;
    }
  }

  return { ...invocations, registry, start, handle };
}

function callRules({ deployments, otherActions, maxRequestBytes }: ScfSettings): CallRules {
  const names = ["Invoke", ...(deployments ? Object.keys(actions) : [])];
  return {
    actions: { ...Object.fromEntries(names.map((name) => [name, { version }])), ...otherActions },
    maxRequestBytes,
  };
}

function findHandler(
  { namespace, functions }: ScfSettings,
  deployed: DeployedFunctions | null,
  call: InvokeCall,
): FunctionHandler {
  const namespaces = deployed?.settings.namespaces ?? [namespace];
  const known = namespaces.includes(call.namespace);
  demand(known, "ResourceNotFound.Namespace", `there is no namespace ${call.namespace}`);
  const here = call.namespace === namespace && Object.hasOwn(functions, call.functionName);
  const handler = here ? functions[call.functionName] : undefined;
  demand(handler !== undefined, "ResourceNotFound.Function", `there is no function ${call.functionName}`);
  return handler;
}
