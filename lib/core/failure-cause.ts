/** Which hole an error leaves behind. */

import { DeadlineError, NetworkError, ProtocolError, ServiceError } from "./errors.ts";
import type { Hole, HoleCause } from "./hole.ts";
import type { Window } from "./window.ts";

const refusals = new Set(["AccessDenied", "InvalidAccessKeyId", "UserNotBucketOwner", "ResourceAccessDenied"]);

/** Null for an error that is no answer of the service: a defect or an abort, which must not become a hole. */
export function holeCause(error: unknown): HoleCause | null {
  if (error instanceof ServiceError) return isRefusal(error) ? "access-denied" : "service-error";
  if (error instanceof DeadlineError) return holeCause(error.cause) ?? "network";
  if (error instanceof NetworkError) return "network";
  return error instanceof ProtocolError ? "undecodable" : null;
}

/** Whether the next call is likely to fail as this one did, whatever it asks for. */
export function isOutage(error: unknown): boolean {
  if (error instanceof ServiceError) return error.retryable || isRefusal(error);
  if (error instanceof DeadlineError || error instanceof NetworkError) return true;
  return error instanceof ProtocolError && error.foreign;
}

function isRefusal(error: ServiceError): boolean {
  return error.status === 401 || error.status === 403 || refusals.has(error.serviceCode);
}

/** Turns a failed call into a hole over `span`; anything else that was thrown goes on. */
export function holeFrom(error: unknown, span: Window): Hole {
  const cause = holeCause(error);
  if (cause === null) throw error;
  const requestId = error instanceof ServiceError || error instanceof ProtocolError ? error.requestId : null;
  return { ...span, cause, detail: (error as Error).message, requestId, evidence: null };
}
