/**
 * What became of an invocation, for people and programs. A function fails in two ways: it breaks off, which the platform
 * tells, or it returns `{ "status": "failed", "error": { "code", "message" } }`, as those of this project do where trying
 * again could not help.
 */

import * as z from "zod";
import { safeText } from "../lib/core/safe-text.ts";
import type { ScfApi } from "./scf/scf-api.ts";

type Result = Awaited<ReturnType<ScfApi["invoke"]>>;

export interface InvocationOutcome {
  readonly object: object;
  /** Null: there is none but the failure. */
  readonly text: string | null;
  /** Null: it went well. */
  readonly failure: string | null;
}

export function startedOutcome(name: string, { FunctionRequestId: requestId }: Result): InvocationOutcome {
  return { object: { requestId, started: true }, text: `${name} was started, request ${requestId}`, failure: null };
}

export function readOutcome(result: Result): InvocationOutcome {
  const value = readJson(result.RetMsg ?? "");
  const brokeOff = (result.InvokeResult ?? 0) !== 0;
  const failure = brokeOff ? brokenText(result, value) : failedText(value);
  const told = brokeOff ? { error: value === "" ? result.ErrMsg : value } : { result: value };
  const { FunctionRequestId: requestId, Duration: durationMs, BillDuration: billedMs, MemUsage: memoryBytes } = result;
  return {
    object: { requestId, ok: failure === null, ...told, durationMs, billedMs, memoryBytes },
    text: brokeOff ? null : shown(value),
    failure,
  };
}

function shown(value: unknown): string {
  return typeof value === "string" ? value.split("\n").map(safeText).join("\n") : JSON.stringify(value, null, 2);
}

const broken = z.object({ errorMessage: z.string() });

/** Vendor page "Error Types and Retry Policies": what the function returned tells its error, too. */
function brokenText({ ErrMsg }: Result, value: unknown): string {
  const { data } = broken.safeParse(value);
  return `it broke off: ${safeText(ErrMsg || (data?.errorMessage ?? JSON.stringify(value)))}`;
}

const failed = z.object({
  status: z.literal("failed"),
  error: z.object({ code: z.string(), message: z.string() }),
});

function failedText(value: unknown): string | null {
  const { data } = failed.safeParse(value);
  return data === undefined ? null : `it failed: ${safeText(`${data.error.code}: ${data.error.message}`)}`;
}

/** Text that is no JSON is the value itself. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
