/** What became of one question: whatever the account answers is seen, and nothing of it is an error of the doctor. */

import { isAuditError, ServiceError, StoreError } from "../../core/errors.ts";
import { redactText } from "../../core/redact.ts";
import { failed, type Look, warning } from "./step.ts";

export type Reply<T> = { readonly outcome: "answered"; readonly value: T } | Refused | Silent;

export interface Refused {
  readonly outcome: "refused";
  readonly status: number;
  readonly code: string;
  readonly reason: string;
  readonly mayPass: boolean;
}

/** No answer, or none that can be read. */
interface Silent {
  readonly outcome: "silent";
  readonly reason: string;
}

/** Throws what is no answer of the service: a defect, or the signal's reason. */
export async function ask<T>(work: Promise<T>, signal: AbortSignal): Promise<Reply<T>> {
  try {
    return { outcome: "answered", value: await work };
  } catch (error) {
    signal.throwIfAborted();
    if (!isAuditError(error)) throw error;
    const reason = redactText(error.message);
    const refusal = refusalIn(error);
    if (refusal === null) return { outcome: "silent", reason };
    return {
      outcome: "refused",
      status: refusal.status,
      code: refusal.serviceCode,
      reason,
      mayPass: refusal.retryable,
    };
  }
}

/** A store tells of what the service refused in its own words, with the refusal behind them. */
function refusalIn(error: Error): ServiceError | null {
  if (error instanceof ServiceError) return error;
  return error instanceof StoreError && error.cause instanceof ServiceError ? error.cause : null;
}

/** 401 is about the signature, whatever the code. An answer to HEAD has no body, hence no code. */
export function isDenied<T>(reply: Reply<T>): boolean {
  if (reply.outcome !== "refused" || reply.status === 401) return false;
  return /^(AccessDenied|HTTP 403)$|(^|\.)UnauthorizedOperation(\.|$)/.test(reply.code);
}

export interface Permission {
  readonly action: string;
  /** Whether audits need it; else it is needed to look, and for nothing else. */
  readonly needed: boolean;
}

const policyHint = "`job-audit policy --for execution` prints all that audits need";

/** What is told of an answer, or of why there is none. */
export function judge<T>(reply: Reply<T>, permission: Permission, tell: (value: T) => Look): Look {
  if (reply.outcome === "answered") return tell(reply.value);
  return isDenied(reply) ? withoutPermission(permission, reply.reason) : noAnswer(reply);
}

function withoutPermission({ action, needed }: Permission, reason: string): Look {
  if (needed) return failed(reason, `give whoever audits the permission ${action}; ${policyHint}`);
  const advice = "nothing for audits: it is only needed for this check. Look at it in the console";
  return warning(`cannot tell: permission ${action} is not given`, advice);
}

export function noAnswer(reply: Refused | Silent): Look {
  if (reply.outcome === "silent") {
    return failed(
      reply.reason,
      "see whether a proxy or firewall stands between here and the service, and run this again",
    );
  }
  const advice = reply.mayPass
    ? "that may pass: run this again later"
    : "look the code up in the vendor's list of errors";
  return failed(reply.reason, advice);
}
