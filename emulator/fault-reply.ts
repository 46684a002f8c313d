/** Answers that a scripted fault puts in place of the right one, or makes of it. */

import type { FaultAction } from "./faults.ts";
import type { EmulatorReply } from "./http.ts";
import { type Service, serviceError } from "./service-errors.ts";

const htmlPage = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Please sign in.<br></body></html>";
const jsonBody = '{"code":"InternalError","message":"not what was asked for"}';

/** The answer of a request that is never carried out; null when the fault lets it be carried out. */
export function faultReply(action: FaultAction, service: Service, requestId: string): EmulatorReply | null {
  if (typeof action === "object") {
    if (!("status" in action)) return null;
    const { message = "scripted fault", retryAfter, ...facts } = action;
    const reply = serviceError({ ...facts, message, requestId });
    return retryAfter === undefined ? reply : withHeader(reply, "Retry-After", String(retryAfter));
  }
  if (action === "html") return { status: 200, headers: { "Content-Type": "text/html" }, body: htmlPage };
  if (action === "json") return { status: 200, headers: { "Content-Type": "application/json" }, body: jsonBody };
  if (action !== "error-in-200") return null;
  const code = service === "ci" ? "InternalErrror" : "InternalError";
  return { ...serviceError({ status: 500, code, message: "scripted fault", requestId }), status: 200 };
}

/** The right answer as the fault leaves it. A page that is no XML keeps its first half, so that it looks like one. */
export function spoilReply(action: FaultAction, reply: EmulatorReply): EmulatorReply {
  if (action !== "cut" && action !== "garbage") return reply;
  const body = Buffer.from(reply.body ?? "");
  const half = body.subarray(0, body.length >> 1);
  if (action === "cut") return { ...reply, body: half };
  const noise = Buffer.from([0x3c, 0x26, 0x00, 0xff, 0x3c, 0x2f, 0x3e]);
  return { ...reply, body: Buffer.concat([half, noise, body.subarray(half.length)]) };
}

export function withHeader(reply: EmulatorReply, name: string, value: string): EmulatorReply {
  return { ...reply, headers: { ...reply.headers, [name]: value } };
}
