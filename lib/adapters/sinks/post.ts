/**
 * One POST to a guarded address. Redirects are not followed, as nobody checked where they lead; nothing is kept alive, as
 * a night sends little; of an answer only the beginning is read.
 */

import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { readBody } from "../tencent/read-body.ts";
import { type Failed, failed, type Refused } from "./attempt.ts";
import { codeOf, guardAddress, type Lookup } from "./guard-address.ts";

export interface SinkRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SinkAnswer {
  readonly status: number;
  /** As it came. */
  readonly retryAfter: string | undefined;
  /** Not more of it than is looked at. */
  readonly text: string;
}

export interface PostOptions {
  readonly lookup: Lookup;
  readonly allowPrivate: boolean;
  /** Certificates to trust instead of Node's own. */
  readonly ca?: string | undefined;
}

const maxAnswerBytes = 64 << 10;

/** Rejects with the signal's reason, and with nothing else. */
export async function post(
  request: SinkRequest,
  options: PostOptions,
  signal: AbortSignal,
): Promise<SinkAnswer | Refused | Failed> {
  const address = await guardAddress(request.url.hostname, { ...options, signal });
  if (typeof address !== "string") return address;
  try {
    return await exchange(request, { address, ca: options.ca, signal });
  } catch (error) {
    signal.throwIfAborted();
    return failed(`the connection failed (${codeOf(error)})`);
  }
}

interface Connection {
  readonly address: string;
  readonly ca: string | undefined;
  readonly signal: AbortSignal;
}

async function exchange({ url, headers, body }: SinkRequest, connection: Connection): Promise<SinkAnswer> {
  const open = url.protocol === "http:" ? httpRequest : httpsRequest;
  const length = String(Buffer.byteLength(body));
  const own = { "user-agent": "job-audit", "accept-encoding": "identity", "content-length": length };
  const outgoing = open(url, { method: "POST", headers: { ...headers, ...own }, ...pinned(connection) });
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on("response", resolve);
    // Stays for good: a socket may fail again after the answer, and nobody else listens.
    outgoing.on("error", reject);
    outgoing.end(body);
  });
  const answer = await readBody(incoming, { maxBytes: maxAnswerBytes, onBytes: () => undefined });
  outgoing.destroy();
  const retryAfter = incoming.headers["retry-after"];
  return { status: Number(incoming.statusCode), retryAfter, text: answer.body.toString() };
}

/** Whatever name Node asks for, it gets the address that was checked, and asks for one only. */
function pinned({ address, ca, signal }: Connection) {
  const lookup: RequestOptions["lookup"] = (_host, _options, done) => done(null, address, isIP(address));
  return { agent: false, autoSelectFamily: false, lookup, signal, ...(ca !== undefined && { ca }) };
}
