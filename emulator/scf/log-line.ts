/** Lines that a function's run left, with the fields that the platform ships to CLS (vendor page "Log Structure"). */

export interface FunctionLogLine {
  /** Epoch milliseconds: when it was written, and when its run began. */
  readonly time: number;
  readonly startedAt: number;
  readonly topicId: string;
  readonly functionName: string;
  readonly namespace: string;
  readonly requestId: string;
  /** From 0: which of the tries of a call. */
  readonly retry: number;
  /** Of the platform, or of what the function printed. */
  readonly type: "Platform" | "Custom";
  readonly message: string;
  /** 202 as long as the function runs. */
  readonly statusCode: number;
  /** Of the whole run, known at its end. */
  readonly durationMs: number;
  readonly memoryMb: number;
}

/** The fields that a search can name. All are texts, as in the answers of the vendor's API. */
export function logFields(line: FunctionLogLine): Readonly<Record<string, string>> {
  return {
    SCF_FunctionName: line.functionName,
    SCF_Namespace: line.namespace,
    SCF_StartTime: String(line.startedAt),
    SCF_LogTime: String(line.time),
    SCF_RequestId: line.requestId,
    SCF_Duration: String(line.durationMs),
    SCF_Alias: "$DEFAULT",
    SCF_Qualifier: "$LATEST",
    SCF_MemUsage: String(line.memoryMb),
    SCF_Level: "INFO",
    SCF_Message: line.message,
    SCF_Type: line.type,
    SCF_StatusCode: String(line.statusCode),
    SCF_RetryNum: String(line.retry),
  };
}
