/** Opens requests on kept-alive connections: to the real host, or to an endpoint in its place. */

import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { TencentRequest } from "./request.ts";
import { requestTarget } from "./request-target.ts";

export interface OpenerOptions {
  readonly endpoint?: string;
  readonly maxSockets: number;
}

/** The request's headers are out when the caller ends it. */
export function createOpener({ endpoint, maxSockets }: OpenerOptions): (request: TencentRequest) => ClientRequest {
  const url = endpoint === undefined ? null : new URL(endpoint);
  const plain = url?.protocol === "http:";
  const agentOptions = { keepAlive: true, maxSockets };
  const agent = plain ? new HttpAgent(agentOptions) : new HttpsAgent(agentOptions);
  const open = plain ? httpRequest : httpsRequest;
  return (request) => open({ ...peer(url, request.host), ...wire(request), agent });
}

function peer(url: URL | null, host: string): RequestOptions {
  if (url === null) return { hostname: host };
  // URLs keep the brackets of an IPv6 address; sockets want none.
  return { hostname: url.hostname.replace(/^\[|\]$/g, ""), port: url.port };
}

function wire(request: TencentRequest): RequestOptions {
  return {
    method: request.method,
    path: requestTarget(request.path, request.query),
    headers: {
      ...request.headers,
      host: request.host,
      "accept-encoding": "identity",
      ...(request.method === "PUT" || request.method === "POST"
        ? { "content-length": String(request.body?.length ?? 0) }
        : {}),
    },
  };
}
