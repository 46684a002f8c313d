/** What an error comes to for whoever runs the functions. */

import { ConfigError, isAuditError, NothingReadError } from "../core/errors.ts";
import { codeOf } from "../core/told-code.ts";
import type { Redactor } from "./redactor.ts";

export interface ToldError {
  readonly code: string;
  /** With every point of an error that has several. */
  readonly message: string;
}

/** Whatever the program does not throw itself is a defect of it. */
export function isDefect(error: unknown): boolean {
  return !isAuditError(error);
}

/** A retry may also find a better instance or an earlier state for a defect; it must not go unseen in any case. */
export function isThrown(error: unknown): boolean {
  return !isAuditError(error) || error.retryable;
}

export function tellError(error: unknown, { text }: Pick<Redactor, "text">): ToldError {
  if (!isAuditError(error)) return { code: codeOf(error), message: text(String(error)) };
  const points = error instanceof ConfigError ? error.problems : error instanceof NothingReadError ? error.seen : [];
  const lead = points.length === 0 ? error.message : `${error.message}: ${points.join("; ")}`;
  return { code: error.code, message: text(lead) };
}

/** For the platform, which logs what is thrown. The original may hold what nobody may see, in its cause if nowhere else. */
export function redactedCopy(error: unknown, redactor: Redactor): Error {
  const { code, message } = tellError(error, redactor);
  const copy = Object.assign(new Error(message), { code });
  const { name, stack } = error instanceof Error ? error : copy;
  copy.name = redactor.text(name);
  copy.stack = redactor.text(stack ?? message);
  return copy;
}
