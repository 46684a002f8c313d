/** From a route's reply to what goes out: with what every answer of its service carries. */

import type { Answer } from "./answer.ts";
import type { Outgoing } from "./send.ts";

const requestIdHeaders = { ci: "x-ci-request-id", cos: "x-cos-request-id" } as const;

/** A Content-Length given by the route stays, as HEAD needs. */
export function dressReply(
  { service, reply }: Omit<Answer, "action">,
  { requestId, now }: { requestId: string; now: number },
): Outgoing {
  const body = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(reply.body ?? "");
  const headers = {
    "content-length": String(body.length),
    date: new Date(now).toUTCString(),
    server: `tencent-${service}`,
    // The function platform tells its request id in the body.
    ...(service === "scf" ? {} : { [requestIdHeaders[service]]: requestId }),
  };
  return { status: reply.status, headers: { ...headers, ...lowerCased(reply.headers ?? {}) }, body };
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
