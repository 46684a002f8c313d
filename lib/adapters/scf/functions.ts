/**
 * The other cloud functions, started over the platform's API (vendor page "Invoke", version 2018-04-16).
 *
 * A start that fails for a reason that passes is tried again, signed anew: an answer that was lost may have been a
 * start, and a function that is started twice does its work once.
 */

import { backoffMs } from "../../core/backoff.ts";
import type { Credentials } from "../../core/credentials.ts";
import { DeadlineError, isAuditError, NetworkError, ProtocolError, ServiceError } from "../../core/errors.ts";
import type { Clock, Random } from "../../ports/clock.ts";
import type { FunctionName, Functions } from "../../ports/functions.ts";
import { systemClock } from "../system/clock.ts";
import { createDeadline, type Deadline } from "../tencent/deadline.ts";
import type { Transport } from "../tencent/request.ts";
import { serviceErrorOf } from "../tencent/service-error.ts";
import { assertUsable } from "../tencent/sign.ts";
import { createTransport } from "../tencent/transport.ts";
import { readStarted } from "./read-started.ts";
import { type ApiCall, signTc3 } from "./sign-tc3.ts";

export interface FunctionsOptions {
  /** Asked on each try: a function's credentials change while it runs. */
  readonly credentials: () => Credentials;
  /** Where connections go instead of the real service: `http://127.0.0.1:9000`. */
  readonly endpoint: string | null;
  /** For all tries of a start and the back-off between them; 30 seconds unless told otherwise. */
  readonly timeoutMs?: number;
  /** Requests are signed with its time; the machine's unless told otherwise. */
  readonly clock?: Clock;
  readonly random?: Random;
  /** In place of sockets. */
  readonly transport?: Transport;
}

/** Serves every region; the region goes out in a header. */
const host = "scf.tencentcloudapi.com";
/** Vendor page "Invoke", ClientContext, asynchronous. */
const maxEventBytes = 128 * 1024;
/** An answer to a start has a few hundred bytes; a longer one is not the platform's. */
const maxBodyBytes = 1 << 20;
const defaultTimeoutMs = 30_000;
const tryTimeoutMs = 10_000;
const attempts = 4;
const backoffLimits = { baseMs: 200, capMs: 5_000 };

interface Parts {
  readonly transport: Transport;
  readonly credentials: () => Credentials;
  readonly clock: Clock;
  readonly random: Random;
}

interface Start {
  readonly call: ApiCall;
  /** Begins every message. */
  readonly what: string;
  readonly deadline: Deadline;
  readonly signal: AbortSignal;
}

/**
 * `start` throws the last try's `ServiceError`, `NetworkError` or `ProtocolError`, `DeadlineError` when time is up,
 * `ConfigError` on credentials that cannot be used, and `RangeError` for an event that is too large.
 */
export function createFunctions(options: FunctionsOptions): Functions {
  const { credentials, endpoint, timeoutMs = defaultTimeoutMs, clock = systemClock, random = Math.random } = options;
  const limits = { maxSockets: 4, tryTimeoutMs: Math.min(tryTimeoutMs, timeoutMs), maxBodyBytes };
  const transport = options.transport ?? createTransport(endpoint === null ? limits : { ...limits, endpoint });
  return {
    async start(name, event, signal) {
      signal.throwIfAborted();
      const what = `Cannot start the function ${name.namespace}/${name.function} in ${name.region}`;
      const call = { host, action: "Invoke", version: "2018-04-16", region: name.region, body: bodyOf(name, event) };
      const deadline = createDeadline({ clock, ms: timeoutMs, signal });
      return startRepeatedly({ transport, credentials, clock, random }, { call, what, deadline, signal });
    },
  };
}

function bodyOf({ namespace, function: functionName }: FunctionName, event: object): Uint8Array {
  const text = JSON.stringify(event);
  const bytes = Buffer.byteLength(text);
  if (bytes > maxEventBytes) {
    throw new RangeError(
      `Cannot start the function ${functionName}: its event has ${bytes} bytes; the platform takes ${maxEventBytes}.`,
    );
  }
  const parameters = { FunctionName: functionName, Namespace: namespace, InvocationType: "Event", ClientContext: text };
  return Buffer.from(JSON.stringify(parameters));
}

async function startRepeatedly(parts: Parts, start: Start): Promise<{ readonly requestId: string | null }> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start.deadline.spend((stop) => tryOnce(parts, start, stop));
    } catch (error) {
      start.signal.throwIfAborted();
      if (start.deadline.passed()) throw deadlineError(start, error);
      if (tries === attempts || !mayHelp(error)) throw error;
      await beforeRetry(parts, start, { tries, error });
    }
  }
}

async function tryOnce({ transport, credentials, clock }: Parts, { call, what }: Start, signal: AbortSignal) {
  const now = credentials();
  assertUsable(now);
  const headers = signTc3(call, now, clock.now());
  const request = { method: "POST", host, path: "/", query: {}, headers, body: call.body } as const;
  const answer = await transport(request, signal).catch((error: unknown) => {
    throw error instanceof NetworkError ? new NetworkError(`${what}. ${error.message}`, { cause: error }) : error;
  });
  if (answer.status !== 200) {
    const error = serviceErrorOf(request, answer, clock.now());
    throw new ServiceError(`${what}. ${error.message}`, error);
  }
  return { requestId: readStarted(answer, what) };
}

/** An answer that is none of the platform's, such as a proxy's page, may pass as well. */
function mayHelp(error: unknown): boolean {
  return error instanceof ProtocolError || (isAuditError(error) && error.retryable);
}

async function beforeRetry(
  { clock, random }: Parts,
  start: Start,
  { tries, error }: { readonly tries: number; readonly error: unknown },
): Promise<void> {
  const delayMs = backoffMs(tries, random, backoffLimits);
  if (delayMs >= start.deadline.remainingMs()) throw deadlineError(start, error);
  await start.deadline.spend((stop) => clock.sleep(delayMs, stop));
}

function deadlineError({ what, deadline }: Start, last: unknown): DeadlineError {
  const seen = isAuditError(last) ? last.message : `${what}: no answer came.`;
  return new DeadlineError(`${seen} All of its ${deadline.ms} ms are used up.`, { cause: last });
}
