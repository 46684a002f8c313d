/** Puts an answer on the socket: whole, or in one of the ways in which connections fail. */

import type { ServerResponse } from "node:http";
import type { FaultAction } from "./faults.ts";

/** Resolves after so many milliseconds. */
export type Delay = (ms: number) => Promise<void>;

export interface Outgoing {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const usualDrip = { bytes: 16, everyMs: 50 };

export async function send(
  response: ServerResponse,
  outgoing: Outgoing,
  action: FaultAction | null,
  delay: Delay,
): Promise<void> {
  const { status, headers, body } = outgoing;
  if (action === "reset" || action === "lost-reply") return reset(response);
  response.writeHead(status, headers);
  if (action === "reset-after-headers") {
    await flush(response, Buffer.alloc(0));
    return reset(response);
  }
  if (action === "cut-wrong-length") {
    await flush(response, body.subarray(0, body.length >> 1));
    response.socket?.end();
    return;
  }
  const drip = dripOf(action);
  if (drip) await sendSlowly(response, body, { ...drip, delay });
  else response.end(body);
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

/** Resolves once the bytes are with the operating system, or the connection is gone. */
function flush(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    response.flushHeaders();
    response.write(bytes, () => resolve());
  });
}

function dripOf(action: FaultAction | null) {
  if (action === "drip") return usualDrip;
  return action !== null && typeof action === "object" && "drip" in action ? action.drip : null;
}

async function sendSlowly(
  response: ServerResponse,
  body: Buffer,
  { bytes, everyMs, delay }: { bytes: number; everyMs: number; delay: Delay },
): Promise<void> {
  for (let at = 0; at < body.length && !response.destroyed; at += bytes) {
    await flush(response, body.subarray(at, at + bytes));
    await delay(everyMs);
  }
  response.end();
}
