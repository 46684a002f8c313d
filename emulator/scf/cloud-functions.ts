/** The function platform: starts registered functions over its API, and tells what became of them. */

import type { EmulatorReply, EmulatorRequest } from "../http.ts";
import { ApiRefusal, apiError, apiReply } from "./api-reply.ts";
import { createInvocations, type Invocations, type Try } from "./invocations.ts";
import type { FunctionHandler, ScfSettings } from "./options.ts";
import { type InvokeCall, readInvoke } from "./read-invoke.ts";
import { type Tc3Verifier, verifyTc3 } from "./tc3-signature.ts";

export interface CloudFunctions extends Omit<Invocations, "run"> {
  /** Whether the request was signed as it must be; it throws no refusal, but answers it. */
  handle(request: EmulatorRequest): Promise<{ readonly reply: EmulatorReply; readonly signed: boolean }>;
}

export function createCloudFunctions(settings: ScfSettings, verifier: Tc3Verifier): CloudFunctions {
  const { results, idle, run } = createInvocations(settings);

  async function invoke(request: EmulatorRequest): Promise<object> {
    const call = readInvoke(request);
    const handler = findHandler(settings, call);
    const requestId = settings.newId();
    const startedAt = verifier.now();
    const ended = run(call, handler, requestId);
    if (call.type === "Event") return resultOf({ requestId, durationMs: 0, last: null });
    const last = await ended;
    return resultOf({ requestId, durationMs: verifier.now() - startedAt, last });
  }

  async function handle(request: EmulatorRequest) {
    const requestId = settings.newId();
    let signed = false;
    try {
      verifyTc3(request, verifier);
      signed = true;
      return { reply: apiReply({ Result: await invoke(request) }, requestId), signed };
    } catch (error) {
      if (error instanceof ApiRefusal) return { reply: apiError(error, requestId), signed };
      throw error;
    }
  }

  return { results, idle, handle };
}

function findHandler({ namespace, functions }: ScfSettings, call: InvokeCall): FunctionHandler {
  if (call.namespace !== namespace) {
    throw new ApiRefusal("ResourceNotFound.Namespace", `there is no namespace ${call.namespace}`);
  }
  const handler = Object.hasOwn(functions, call.functionName) ? functions[call.functionName] : undefined;
  if (handler) return handler;
  throw new ApiRefusal("ResourceNotFound.Function", `there is no function ${call.functionName}`);
}

interface Outcome {
  readonly requestId: string;
  readonly durationMs: number;
  /** Null: nobody waits for it, so that all that could be told of it is empty. */
  readonly last: Try | null;
}

function resultOf({ requestId, durationMs, last }: Outcome): object {
  return {
    FunctionRequestId: requestId,
    RetMsg: last?.ok ? returnText(last.value) : "",
    ErrMsg: last?.ok === false ? String(last.error) : "",
    InvokeResult: last?.ok === false ? 1 : 0,
    Log: "",
    Duration: durationMs,
    BillDuration: Math.ceil(durationMs),
    MemUsage: 0,
  };
}

function returnText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
