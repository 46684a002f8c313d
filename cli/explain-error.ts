/** What a failure is to the person at the terminal: a message and an exit code. */

import { ConfigError, isAuditError, NothingReadError } from "../lib/core/errors.ts";
import { redactText } from "../lib/core/redact.ts";
import { safeText } from "../lib/core/safe-text.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

export interface Explanation {
  readonly text: string;
  readonly exitCode: ExitCode;
}

/** Null for a defect of this program, which is to be seen with its stack. */
export function explainError(error: unknown): Explanation | null {
  if (!isAuditError(error)) return null;
  const points = error instanceof ConfigError ? error.problems : error instanceof NothingReadError ? error.seen : [];
  const lines = [error.message, ...points.map((point) => `  - ${point}`)];
  return {
    text: lines.map((line) => `${safeText(redactText(line))}\n`).join(""),
    exitCode: error instanceof ConfigError ? exitCodes.usage : exitCodes.incomplete,
  };
}
