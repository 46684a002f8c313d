/** Errors that somebody can do something about, as osls tells them: no stack, exit code 1. */

import { ConfigError, isAuditError } from "../lib/core/errors.ts";
import type { Osls } from "./osls.ts";

/** Throws: what is none of the project's own errors as it is, so that its stack is seen. */
export function tellError({ classes }: Pick<Osls, "classes">, error: unknown): never {
  if (!isAuditError(error)) throw error;
  const problems = error instanceof ConfigError ? error.problems : [];
  throw new classes.Error([error.message, ...problems].join("\n").replaceAll("\n", "\n  "), error.code);
}
