/** Why a deployed function's run failed, as the platform puts it (vendor page "Cloud Function Status Code"). */

const words = {
  407: "the size of response exceeds the upper limit (6MB)",
  430: "user code exception caught",
  433: "Invoking task timed out",
  434: "MemoryLimitReached",
  437: "HandlerNotFound",
  439: "User process exit when running",
  499: "RequestCanceled",
  500: "InternalError",
} as const;

export type FailureStatus = keyof typeof words;

interface FailureFacts {
  readonly requestId: string;
  readonly statusCode: FailureStatus;
  /** What happened, after the words of the status. */
  readonly detail?: string;
  /** Of what the function threw. */
  readonly stackTrace?: string;
}

export class FunctionFailure extends Error {
  override readonly name = "FunctionFailure";
  readonly requestId: string;
  readonly statusCode: FailureStatus;
  readonly stackTrace: string | null;

  constructor({ requestId, statusCode, detail, stackTrace }: FailureFacts) {
    super(detail === undefined ? words[statusCode] : `${words[statusCode]} ${detail}`);
    this.requestId = requestId;
    this.statusCode = statusCode;
    this.stackTrace = stackTrace ?? null;
  }

  /** What the function threw, if it did. */
  override toString(): string {
    return this.stackTrace ?? this.message;
  }

  /** What the caller gets instead of a result (page "Error Types and Retry Policies"). */
  toJSON(): object {
    const { requestId, stackTrace, statusCode } = this;
    const trace = stackTrace === null ? {} : { stackTrace };
    return { errorCode: -1, errorMessage: this.message, requestId, ...trace, statusCode };
  }
}
