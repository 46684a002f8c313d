/** The lines of one run: what the function prints, between those of the platform (vendor page "Log Structure"). */

import type { FunctionLog } from "./function-log.ts";
import type { FunctionRecord } from "./function-record.ts";
import type { FunctionCall } from "./function-runner.ts";
import type { FunctionLogLine } from "./log-line.ts";

export interface RunLog {
  start(): void;
  line(message: string): void;
  /** What the function said of its run, as one text. */
  end(end: RunFacts): string;
}

interface RunFacts {
  readonly statusCode: number;
  readonly durationMs: number;
  readonly memoryBytes: number;
  /** Printed before the platform's last lines. */
  readonly failure: string | null;
}

interface RunOf {
  readonly record: FunctionRecord;
  readonly call: FunctionCall;
  readonly now: () => number;
}

const running = { statusCode: 202, durationMs: 0, memoryMb: 0 };

export function createRunLog(log: FunctionLog, { record, call, now }: RunOf): RunLog {
  const { requestId, attempt } = call;
  const messages: string[] = [];
  const frame = {
    startedAt: now(),
    topicId: record.clsTopicId,
    functionName: record.name,
    namespace: record.namespace,
    requestId,
    retry: attempt - 1,
  };

  function write(message: string, type: FunctionLogLine["type"], facts = running): void {
    messages.push(message);
    log.append({ ...frame, time: now(), type, message, ...facts });
  }

  return {
    start() {
      write(`START RequestId: ${requestId}`, "Platform");
      write(`Event RequestId: ${requestId}`, "Platform");
    },
    line: (message) => write(message, "Custom"),
    end({ statusCode, durationMs, memoryBytes, failure }) {
      const memoryMb = Number((memoryBytes / 1024 / 1024).toFixed(4));
      const facts = { statusCode, durationMs, memoryMb };
      const report = `Duration:${durationMs}ms Memory:${record.memorySize}MB MemUsage:${memoryMb}MB`;
      if (failure !== null) write(failure, "Platform", facts);
      write(`END RequestId: ${requestId}`, "Platform", facts);
      write(`Report RequestId: ${requestId} ${report}`, "Platform", facts);
      return messages.join("\n");
    },
  };
}
