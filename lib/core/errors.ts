/**
 * The program's own failures. A failed job is data, never an error.
 *
 * Branch on `code`, never on a message. Messages say what was attempted and what was seen.
 */

export const errorCodes = [
  "CONFIG",
  "EVENT",
  "SERVICE",
  "NETWORK",
  "PROTOCOL",
  "DEADLINE",
  "STORE",
  "NOTHING_READ",
  "SINK",
] as const;
type ErrorCode = (typeof errorCodes)[number];

abstract class AuditError extends Error {
  abstract readonly code: ErrorCode;
  /** Whether the same attempt, later, can succeed. */
  abstract readonly retryable: boolean;
}

/** Settings, credentials or flags that cannot be used; `problems` names every one. */
export class ConfigError extends AuditError {
  override readonly name = "ConfigError";
  readonly code = "CONFIG";
  readonly retryable = false;
  readonly problems: readonly string[];

  constructor(message: string, options: { readonly problems?: readonly string[]; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.problems = options.problems ?? [];
  }
}

/** An event that is not for this function, or asks for what cannot be done. */
export class EventError extends AuditError {
  override readonly name = "EventError";
  readonly code = "EVENT";
  readonly retryable = false;
}

export interface ServiceFacts {
  readonly status: number;
  readonly serviceCode: string;
  readonly requestId: string | null;
  /** Milliseconds that the service asks to wait; null when it does not say. */
  readonly retryAfterMs?: number | null;
  readonly cause?: unknown;
}

/**
 * Codes of what passes, whatever status they come with: the vendor's API 3.0 sends its errors with 200, and adds a
 * detail after a dot. The vendor prints the third with three r.
 */
const passingCodes = new Set([
  "SlowDown",
  "InternalError",
  "InternalErrror",
  "ServiceUnavailable",
  "RequestTimeout",
  "RequestLimitExceeded",
]);

/** The service answered with an error. */
export class ServiceError extends AuditError {
  override readonly name = "ServiceError";
  readonly code = "SERVICE";
  readonly retryable: boolean;
  readonly status: number;
  readonly serviceCode: string;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;

  constructor(message: string, facts: ServiceFacts) {
    super(message, { cause: facts.cause });
    this.status = facts.status;
    this.serviceCode = facts.serviceCode;
    this.requestId = facts.requestId;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.retryable =
      facts.status === 429 || facts.status >= 500 || passingCodes.has(facts.serviceCode.replace(/\..*/, ""));
  }
}

/** No answer, or one that broke off. */
export class NetworkError extends AuditError {
  override readonly name = "NetworkError";
  readonly code = "NETWORK";
  readonly retryable = true;
}

interface ProtocolFacts {
  readonly body?: Uint8Array;
  readonly requestId?: string | null;
  readonly foreign?: boolean;
  readonly cause?: unknown;
}

/** An answer that cannot be read. `body` is what came, to be kept for whoever looks into it. */
export class ProtocolError extends AuditError {
  override readonly name = "ProtocolError";
  readonly code = "PROTOCOL";
  readonly retryable = false;
  readonly body: Uint8Array | null;
  readonly requestId: string | null;
  /** Whether it is an answer of another kind altogether, such as a proxy's page: asking for less does not help. */
  readonly foreign: boolean;

  constructor(message: string, facts: ProtocolFacts = {}) {
    super(message, { cause: facts.cause });
    this.body = facts.body ?? null;
    this.requestId = facts.requestId ?? null;
    this.foreign = facts.foreign ?? false;
  }
}

/** Time for the whole attempt was used up. */
export class DeadlineError extends AuditError {
  override readonly name = "DeadlineError";
  readonly code = "DEADLINE";
  readonly retryable = true;
}

/** The report store holds something that it must not hold, or refuses what it must take. */
export class StoreError extends AuditError {
  override readonly name = "StoreError";
  readonly code = "STORE";
  readonly retryable = false;
}

/** The service told nothing at all that could be audited; `seen` says what it answered. */
export class NothingReadError extends AuditError {
  override readonly name = "NothingReadError";
  readonly code = "NOTHING_READ";
  readonly retryable: boolean;
  readonly seen: readonly string[];

  constructor(message: string, facts: { readonly seen: readonly string[]; readonly retryable: boolean }) {
    super(message);
    this.seen = facts.seen;
    this.retryable = facts.retryable;
  }
}

/** A sink refused an alert, or did not answer. Names the sink as the settings do, never its address. */
export class SinkError extends AuditError {
  override readonly name = "SinkError";
  readonly code = "SINK";
  readonly retryable: boolean;

  constructor(message: string, facts: { readonly retryable: boolean; readonly cause?: unknown }) {
    super(message, { cause: facts.cause });
    this.retryable = facts.retryable;
  }
}

export function isAuditError(error: unknown): error is AuditError {
  return error instanceof AuditError;
}
