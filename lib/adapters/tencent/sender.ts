/**
 * The sender: many tries of one request, and the only place that retries.
 *
 * Retried are broken connections, 429, 5xx and, a little, answers that cannot be read, for a proxy's page may
 * pass. Each try is signed anew, with the credentials and the time of that moment.
 */

import { backoffMs, retryDelayMs } from "../../core/backoff.ts";
import { DeadlineError, NetworkError, ProtocolError, ServiceError } from "../../core/errors.ts";
import type { Clock, Random } from "../../ports/clock.ts";
import { type Deadline, startDeadline } from "./deadline.ts";
import { createLimiter, type Limiter } from "./limiter.ts";
import type { Credentials, Send, TencentAnswer, TencentRequest, Transport } from "./request.ts";
import { nameRequest, serviceErrorOf } from "./service-error.ts";
import { signRequest } from "./sign.ts";

export interface SenderOptions {
  readonly transport: Transport;
  /** Asked on each try: a function's credentials change while it runs. */
  readonly credentials: () => Credentials;
  readonly clock: Clock;
  readonly random: Random;
  /** For each host. */
  readonly maxInFlight: number;
  /** For all tries together, waiting included. */
  readonly deadlineMs?: number;
  /** How many tries at most. */
  readonly attempts?: number;
}

const defaultDeadlineMs = 60_000;
const defaultAttempts = 8;
const backoffLimits = { baseMs: 200, capMs: 10_000 };
const maxUnreadableAnswers = 3;

interface Call<T> {
  readonly request: TencentRequest;
  readonly read: (answer: TencentAnswer) => T;
  readonly signal: AbortSignal;
  readonly deadline: Deadline;
  readonly limiter: Limiter;
}

/**
 * A `Send` that throws the last try's `ServiceError`, `NetworkError` or `ProtocolError` when tries are used up or
 * cannot help, and `DeadlineError` when the time is.
 */
export function createSender(options: SenderOptions): Send {
  const deadlineMs = options.deadlineMs ?? defaultDeadlineMs;
  const limiters = new Map<string, Limiter>();

  function limiterOf(host: string): Limiter {
    const limiter = limiters.get(host) ?? createLimiter(options);
    limiters.set(host, limiter);
    return limiter;
  }

  return async (request, read, signal) => {
    signal.throwIfAborted();
    const deadline = startDeadline({ clock: options.clock, ms: deadlineMs, signal });
    try {
      return await tryRepeatedly(options, { request, read, signal, deadline, limiter: limiterOf(request.host) });
    } finally {
      deadline.close();
    }
  };
}

async function tryRepeatedly<T>(options: SenderOptions, call: Call<T>) {
  const failures: unknown[] = [];
  for (;;) {
    try {
      const last = await call.limiter.run(() => tryOnce(options, call), call.deadline.signal);
      return { ...last, retries: failures.length };
    } catch (error) {
      if (!call.deadline.signal.aborted) failures.push(error);
      await beforeRetry(options, call, failures);
    }
  }
}

async function tryOnce<T>({ transport, credentials, clock }: SenderOptions, { request, read, deadline }: Call<T>) {
  const headers = await signRequest(request, credentials(), clock.now());
  const answer = await transport({ ...request, headers }, deadline.signal);
  if (answer.status < 200 || answer.status > 299) throw serviceErrorOf(request, answer, clock.now());
  return { value: read(answer), requestId: answer.requestId };
}

/** Returns when it is time for the next try; throws when there will be none. */
async function beforeRetry<T>(options: SenderOptions, call: Call<T>, failures: readonly unknown[]): Promise<void> {
  const last = failures.at(-1);
  if (call.deadline.signal.aborted) throw endOf(call, failures);
  if (failures.length >= (options.attempts ?? defaultAttempts) || !mayHelp(failures)) throw last;
  const ownMs = backoffMs(failures.length, options.random, backoffLimits);
  const delayMs = retryDelayMs(ownMs, last instanceof ServiceError ? last.retryAfterMs : null);
  if (delayMs >= call.deadline.remainingMs()) throw deadlineError(call, failures);
  await options.clock.sleep(delayMs, call.deadline.signal).catch(() => undefined);
  if (call.deadline.signal.aborted) throw endOf(call, failures);
}

function mayHelp(failures: readonly unknown[]): boolean {
  const last = failures.at(-1);
  if (last instanceof ProtocolError) {
    return failures.filter((failure) => failure instanceof ProtocolError).length < maxUnreadableAnswers;
  }
  return last instanceof NetworkError || (last instanceof ServiceError && last.retryable);
}

function endOf<T>(call: Call<T>, failures: readonly unknown[]): unknown {
  return call.signal.aborted ? call.signal.reason : deadlineError(call, failures);
}

function deadlineError<T>({ request, deadline }: Call<T>, failures: readonly unknown[]): DeadlineError {
  const last = failures.at(-1);
  const seen = last instanceof Error ? `${failures.length} tries failed, the last so: ${last.message}` : "no try ended";
  return new DeadlineError(`Cannot ${nameRequest(request)} within ${deadline.ms} ms: ${seen}`, { cause: last });
}
