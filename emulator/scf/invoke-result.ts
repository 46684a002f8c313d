/** What an Invoke answers (vendor page "Data Types", Result). */

import { FunctionFailure } from "./function-failure.ts";
import type { FunctionRun } from "./function-runner.ts";
import type { Try } from "./invocations.ts";

export interface Outcome {
  readonly requestId: string;
  /** As whoever waited saw it; a deployed function's own time goes before it. */
  readonly durationMs: number;
  /** Null: nobody waits for it, so that all that could be told of it is empty. */
  readonly last: Try | FunctionRun | null;
  readonly wantsLog: boolean;
}

/** Page "Invoke": as much of the log's end as is told. */
const maxLogBytes = 4 * 1024;

export function invokeResult({ requestId, durationMs, last, wantsLog }: Outcome): object {
  const run = last !== null && "log" in last ? last : { log: "", durationMs, memoryBytes: 0 };
  return {
    FunctionRequestId: requestId,
    RetMsg: last === null ? "" : returnText(last.ok ? last.value : failureBody(last.error)),
    ErrMsg: last?.ok === false ? String(last.error) : "",
    InvokeResult: last?.ok === false ? 1 : 0,
    Log: wantsLog ? Buffer.from(run.log).subarray(-maxLogBytes).toString("utf8") : "",
    Duration: run.durationMs,
    BillDuration: Math.ceil(run.durationMs),
    MemUsage: run.memoryBytes,
  };
}

/** A deployed function's failure is told as what it returned, too (page "Error Types and Retry Policies"). */
function failureBody(error: unknown): unknown {
  return error instanceof FunctionFailure ? error : "";
}

function returnText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
