/**
 * What reaches the program of an answer, and when: as it would over a socket, whose failures `NetworkError` words.
 */

import type { FaultAction } from "../../emulator/faults.ts";
import type { Outgoing } from "../../emulator/send.ts";
import type { TencentAnswer, TencentRequest } from "../../lib/adapters/tencent/request.ts";
import { nameRequest } from "../../lib/adapters/tencent/service-error.ts";
import { NetworkError } from "../../lib/core/errors.ts";
import type { SimulatedFault } from "./fault-plan.ts";
import { tryTimeoutMs } from "./service-of.ts";

export type Delivery =
  | { readonly answer: TencentAnswer; readonly afterMs: number }
  | { readonly error: NetworkError; readonly afterMs: number };

interface Sent {
  readonly request: TencentRequest;
  /** Null: nothing came back. */
  readonly outgoing: Outgoing | null;
  readonly fault: SimulatedFault | null;
  /** How long the try has run when the answer's head arrives. */
  readonly spentMs: number;
}

/** Milliseconds count from the moment at which the answer's head arrives. */
export function deliver(sent: Sent): Delivery {
  const { request, outgoing, fault, spentMs } = sent;
  const leftMs = tryTimeoutMs(request) - spentMs;
  if (fault === "silence") return timedOut(sent, { afterMs: leftMs, bytes: null });
  if (outgoing === null || fault === "reset" || fault === "lost-reply") {
    return broken(request, { afterMs: 0, cause: "read ECONNRESET", seen: "no answer came" });
  }
  const { body } = outgoing;
  if (fault === "reset-after-headers") return brokenOff(sent, { afterMs: 0, cause: "aborted", bytes: 0 });
  if (fault === "cut-wrong-length") return brokenOff(sent, { afterMs: 0, cause: "aborted", bytes: body.length >> 1 });
  const drip = dripOf(fault);
  const afterMs = drip === null ? 0 : Math.ceil(body.length / drip.bytes) * drip.everyMs;
  if (afterMs < leftMs) return { answer: answerOf(outgoing), afterMs };
  const drops = drip === null ? 0 : Math.floor(Math.max(0, leftMs) / drip.everyMs) + 1;
  return timedOut(sent, { afterMs: leftMs, bytes: Math.min(body.length, drops * (drip?.bytes ?? 0)) });
}

function answerOf({ status, headers, body }: Outgoing): TencentAnswer {
  const requestId = headers["x-ci-request-id"] ?? headers["x-cos-request-id"] ?? null;
  return { status, headers, body, requestId };
}

/** As the emulator drips unless told otherwise. */
const usualDrip = { bytes: 16, everyMs: 50 };

function dripOf(fault: FaultAction | null) {
  if (fault === "drip") return usualDrip;
  return fault !== null && typeof fault === "object" && "drip" in fault ? fault.drip : null;
}

function timedOut(sent: Sent, { afterMs, bytes }: { afterMs: number; bytes: number | null }): Delivery {
  const cause = `no whole answer within ${tryTimeoutMs(sent.request)} ms`;
  if (bytes === null) return broken(sent.request, { afterMs, cause, seen: "no answer came" });
  return brokenOff(sent, { afterMs, cause, bytes });
}

function brokenOff({ request, outgoing }: Sent, facts: { afterMs: number; cause: string; bytes: number }): Delivery {
  const { status, body } = outgoing as Outgoing;
  const seen = `the answer broke off at status ${status} after ${facts.bytes} of ${body.length} bytes`;
  return broken(request, { ...facts, seen });
}

interface Break {
  readonly afterMs: number;
  readonly cause: string;
  readonly seen: string;
}

function broken(request: TencentRequest, { afterMs, cause, seen }: Break): Delivery {
  const message = `Cannot ${nameRequest(request)}: ${cause}; ${seen}.`;
  return { error: new NetworkError(message, { cause: new Error(cause) }), afterMs: Math.max(0, afterMs) };
}
