/**
 * The port to whatever runs the code of deployed functions.
 *
 * One call is one try: what follows a failed one, and how long after, is the platform's affair and not the runner's.
 */

import type { FunctionRecord } from "./function-record.ts";
import type { Try } from "./invocations.ts";

export interface FunctionRunner {
  /** Resolves once the function has ended, however it did; rejects never. */
  run(record: FunctionRecord, call: FunctionCall): Promise<FunctionRun>;
  /** Ends what runs, runs nothing more, and leaves nothing behind. The emulator closes its runner with itself. */
  close?(): Promise<void>;
}

export interface FunctionCall {
  readonly event: unknown;
  /** The same for every try of one invocation. */
  readonly requestId: string;
  /** From 1. */
  readonly attempt: number;
  /** Epoch milliseconds: what has not begun by then fails with `EventTooOld`, and is not run. Without it, it has time. */
  readonly notAfter?: number;
}

export type FunctionRun = Try & {
  /** What the function printed, with the platform's lines about it. */
  readonly log: string;
  readonly durationMs: number;
  /** The most that the function had in use. */
  readonly memoryBytes: number;
};
