/**
 * Tells of requests: of each one how it ended, to be counted, and of those that were sent again or given up what was seen.
 *
 * A service that throttles a night makes thousands of the like: only the first, the second, the fourth, the eighth … of
 * a kind is told of, so that a log stays short and still tells how often.
 */

import { DeadlineError, ProtocolError, ServiceError } from "../../core/errors.ts";
import { codeOf } from "../../core/told-code.ts";
import type { Events } from "../../ports/events.ts";
import { isOfStore, operationOf } from "./operation-of.ts";
import type { TencentRequest } from "./request.ts";

export interface TryTeller {
  answered(request: TencentRequest, failures: readonly unknown[]): void;
  /** `error` is what the caller gets; `failures` are those of the tries. */
  gaveUp(request: TencentRequest, failures: readonly unknown[], error: unknown): void;
}

/** How the object store says that a key is free, taken, or has grown meanwhile: an answer, and expected. */
const answersOfStore = new Set([404, 409, 412]);

export function createTryTeller(events: Events): TryTeller {
  const seen = new Map<string, number>();

  function tellSeldom(event: "request-retried" | "request-failed", request: TencentRequest, of: Tries): void {
    const facts = { operation: operationOf(request), ...seenIn(of.failure) };
    const kind = [event, facts.operation, facts.status, facts.code].join(" ");
    const times = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, times);
    if (isPowerOfTwo(times)) events.tell({ event, ...facts, host: request.host, tries: of.tries, times });
  }

  function count(request: TencentRequest, failures: readonly unknown[], of: { tries: number; failed: boolean }): void {
    const throttled = failures.filter(isThrottled).length;
    events.tell({ event: "request", operation: operationOf(request), ...of, throttled });
  }

  return {
    answered(request, failures) {
      const tries = failures.length + 1;
      count(request, failures, { tries, failed: false });
      if (failures.length > 0) tellSeldom("request-retried", request, { failure: failures.at(-1), tries });
    },
    gaveUp(request, failures, error) {
      const tries = Math.max(1, failures.length);
      const failed = !isAnswer(request, error);
      count(request, failures, { tries, failed });
      if (failed) tellSeldom("request-failed", request, { failure: error, tries });
      else if (tries > 1) tellSeldom("request-retried", request, { failure: failures.at(-2), tries });
    },
  };
}

interface Tries {
  readonly failure: unknown;
  readonly tries: number;
}

function seenIn(error: unknown): { status: number | null; code: string; serviceRequestId: string | null } {
  if (error instanceof DeadlineError && error.cause !== undefined) return seenIn(error.cause);
  if (error instanceof ServiceError) {
    return { status: error.status, code: error.serviceCode, serviceRequestId: error.requestId };
  }
  const serviceRequestId = error instanceof ProtocolError ? error.requestId : null;
  return { status: null, code: codeOf(error), serviceRequestId };
}

function isThrottled(error: unknown): boolean {
  return error instanceof ServiceError && (error.status === 429 || error.serviceCode === "SlowDown");
}

function isAnswer(request: TencentRequest, error: unknown): boolean {
  return error instanceof ServiceError && isOfStore(request.host) && answersOfStore.has(error.status);
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}
