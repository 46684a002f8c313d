/** What the platform keeps of an asynchronous call that it has given up (vendor page "Dead Letter Queue"). */

import type { InvokeCall } from "./read-invoke.ts";

export interface DeadLetter {
  readonly RequestId: string;
  readonly ErrorCode: number;
  readonly ErrorMessage: string;
  readonly Body: {
    readonly FunctionName: string;
    readonly Namespace: string;
    readonly Qualifier: string;
    readonly InvocationType: string;
    /** The event, as text. */
    readonly ClientContext: string;
    readonly RequestId: string;
    /** After the first try. */
    readonly RetryNum: number;
  };
}

interface Failed {
  readonly call: InvokeCall;
  readonly requestId: string;
  readonly retries: number;
  readonly error: unknown;
}

export function deadLetterOf({ call, requestId, retries, error }: Failed): DeadLetter {
  return {
    RequestId: requestId,
    ErrorCode: -1,
    ErrorMessage: String(error),
    Body: {
      FunctionName: call.functionName,
      Namespace: call.namespace,
      Qualifier: "$DEFAULT",
      InvocationType: call.type,
      ClientContext: JSON.stringify(call.event),
      RequestId: requestId,
      RetryNum: retries,
    },
  };
}
