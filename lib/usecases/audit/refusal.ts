/** Refusals: answers after which nothing more of a scope is asked for. */

import { ProtocolError, ServiceError } from "../../core/errors.ts";

export type Refusal = ServiceError | ProtocolError;

/** An answer of another kind, such as a proxy's page, may be gone with the next window. */
export function isRefusal(error: unknown): error is Refusal {
  if (error instanceof ServiceError) return !error.retryable;
  return error instanceof ProtocolError && !error.foreign;
}
