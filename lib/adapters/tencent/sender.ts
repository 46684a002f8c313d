/**
 * The sender: many tries of one request, and the only place that retries.
 *
 * Retried are broken connections, 429, 5xx and, a little, answers that cannot be read, for a proxy's page may
 * pass. Each try is signed anew, with the credentials and the time of that moment. A Retry-After is the limiter's
 * business: it holds for every request to that host, the retry among them.
 */

import { backoffMs } from "../../core/backoff.ts";
import { DeadlineError, NetworkError, ProtocolError, ServiceError } from "../../core/errors.ts";
import type { Clock, Random } from "../../ports/clock.ts";
import { type Events, noEvents } from "../../ports/events.ts";
import { assertHost } from "./assert-host.ts";
import { createDeadline, type Deadline } from "./deadline.ts";
import { createLimiter, type Limiter } from "./limiter.ts";
import type { Credentials, Send, TencentAnswer, TencentRequest, Transport } from "./request.ts";
import { nameRequest, serviceErrorOf } from "./service-error.ts";
import { signRequest } from "./sign.ts";
import { createTryTeller } from "./tell-tries.ts";
import { uploadMs } from "./upload-time.ts";

export interface SenderOptions {
  readonly transport: Transport;
  /** Asked on each try: a function's credentials change while it runs. */
  readonly credentials: () => Credentials;
  readonly clock: Clock;
  readonly random: Random;
  /** For each host. */
  readonly maxInFlight: number;
  /** For each host, requests a second at most; without it, as many as the host bears. */
  readonly rateCeiling?: number;
  /**
   * For all tries of a request and the back-off between them; a body's upload adds to it. Waiting for the host's turn,
   * a slot or the end of a Retry-After, does not count: `attempts` bounds how often a host may put one off.
   */
  readonly deadlineMs?: number;
  /** How many tries at most. */
  readonly attempts?: number;
  /** Told how requests end. */
  readonly events?: Events;
}

const defaultDeadlineMs = 60_000;
const defaultAttempts = 8;
const backoffLimits = { baseMs: 200, capMs: 10_000 };
/** An answer that is broken stays so, mostly; a proxy's page passes, mostly. */
const maxUnreadableAnswers = { broken: 3, foreign: 5 };

interface Call<T> {
  readonly request: TencentRequest;
  readonly read: (answer: TencentAnswer) => T;
  readonly signal: AbortSignal;
  readonly deadline: Deadline;
  readonly limiter: Limiter;
  /** Of its tries so far, in their order. */
  readonly failures: unknown[];
}

/**
 * A `Send` that throws the last try's `ServiceError`, `NetworkError` or `ProtocolError` when tries are used up or
 * cannot help, `DeadlineError` when the time is, and `ProtocolError` at once for a host that is none of the service's.
 */
export function createSender(options: SenderOptions): Send {
  const deadlineMs = options.deadlineMs ?? defaultDeadlineMs;
  const limiters = new Map<string, Limiter>();
  const teller = createTryTeller(options.events ?? noEvents);

  function limiterOf(host: string): Limiter {
    const limiter = limiters.get(host) ?? createLimiter(options);
    limiters.set(host, limiter);
    return limiter;
  }

  return async (request, read, signal) => {
    signal.throwIfAborted();
    assertHost(request);
    const deadline = createDeadline({ clock: options.clock, ms: deadlineMs + uploadMs(request), signal });
    const failures: unknown[] = [];
    try {
      const limiter = limiterOf(request.host);
      const answer = await tryRepeatedly(options, { request, read, signal, deadline, limiter, failures });
      teller.answered(request, failures);
      return answer;
    } catch (error) {
      if (!signal.aborted) teller.gaveUp(request, failures, error);
      throw error;
    }
  };
}

async function tryRepeatedly<T>(options: SenderOptions, call: Call<T>) {
  const { deadline, limiter, signal, failures } = call;
  for (;;) {
    try {
      const trying = () => deadline.spend((stop) => tryOnce(options, call, stop));
      return { ...(await limiter.run(trying, signal)), retries: failures.length, rate: limiter.lastSecond() };
    } catch (error) {
      assertTimeLeft(call);
      failures.push(error);
      await beforeRetry(options, call);
    }
  }
}

async function tryOnce<T>(options: SenderOptions, { request, read }: Call<T>, signal: AbortSignal) {
  const { transport, credentials, clock } = options;
  const headers = await signRequest(request, credentials(), clock.now());
  const answer = await transport({ ...request, headers }, signal);
  if (answer.status < 200 || answer.status > 299) throw serviceErrorOf(request, answer, clock.now());
  const value = read(answer);
  answer.giveBack?.();
  return { value, requestId: answer.requestId };
}

/** Returns when the next try may get in line; throws when there will be none. */
async function beforeRetry<T>(options: SenderOptions, call: Call<T>): Promise<void> {
  const { failures } = call;
  if (failures.length >= (options.attempts ?? defaultAttempts) || !mayHelp(failures)) throw failures.at(-1);
  const delayMs = backoffMs(failures.length, options.random, backoffLimits);
  if (delayMs >= call.deadline.remainingMs()) throw deadlineError(call);
  await call.deadline.spend((stop) => options.clock.sleep(delayMs, stop));
}

function mayHelp(failures: readonly unknown[]): boolean {
  const last = failures.at(-1);
  if (last instanceof ProtocolError) {
    const most = last.foreign ? maxUnreadableAnswers.foreign : maxUnreadableAnswers.broken;
    return failures.filter((failure) => failure instanceof ProtocolError).length < most;
  }
  return last instanceof NetworkError || (last instanceof ServiceError && last.retryable);
}

function assertTimeLeft<T>(call: Call<T>): void {
  call.signal.throwIfAborted();
  if (call.deadline.passed()) throw deadlineError(call);
}

function deadlineError<T>({ request, deadline, failures }: Call<T>): DeadlineError {
  const last = failures.at(-1);
  const seen = last instanceof Error ? `${failures.length} tries failed, the last so: ${last.message}` : "no try ended";
  return new DeadlineError(`Cannot ${nameRequest(request)} within ${deadline.ms} ms: ${seen}`, { cause: last });
}
