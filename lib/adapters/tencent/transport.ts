/**
 * The transport: one request, one whole answer, or a `NetworkError` that says what was seen.
 *
 * Certificates are verified as Node does by default, against the real service's name even when the
 * connection goes to another endpoint.
 */

import type { ClientRequest, IncomingMessage } from "node:http";
import { NetworkError, ProtocolError } from "../../core/errors.ts";
import { limitTry } from "./limit-try.ts";
import { nameCause } from "./name-cause.ts";
import { createOpener } from "./open-request.ts";
import type { TencentAnswer, TencentRequest, Transport } from "./request.ts";
import { nameRequest } from "./service-error.ts";
import { uploadMs } from "./upload-time.ts";

export interface TransportOptions {
  /** Where connections go instead of the real service: `http://127.0.0.1:9000`. */
  readonly endpoint?: string;
  /** For one host; with an endpoint, for all. */
  readonly maxSockets: number;
  /** For the whole try, from waiting for a socket to the last byte; a body's upload adds to it. */
  readonly tryTimeoutMs: number;
  /** A longer answer is a `ProtocolError`: asking again would not make it shorter. */
  readonly maxBodyBytes: number;
}

/** What came before it broke. */
interface Seen {
  status: number | null;
  bytes: number;
  expectedBytes: string | null;
}

export function createTransport(options: TransportOptions): Transport {
  const open = createOpener(options);
  return async (request, signal) => {
    signal.throwIfAborted();
    const seen: Seen = { status: null, bytes: 0, expectedBytes: null };
    const outgoing = open(request);
    try {
      const answer = receive(outgoing, { request, seen, maxBodyBytes: options.maxBodyBytes });
      return await limitTry(answer, { timeoutMs: options.tryTimeoutMs + uploadMs(request), signal });
    } catch (error) {
      outgoing.destroy();
      throw explain(error, { request, seen, signal });
    }
  };
}

interface Reception {
  readonly request: TencentRequest;
  readonly seen: Seen;
  readonly maxBodyBytes: number;
}

async function receive(outgoing: ClientRequest, reception: Reception): Promise<TencentAnswer> {
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on("response", resolve);
    // Stays for good: a socket may fail again after the answer, and nobody else listens.
    outgoing.on("error", reject);
    outgoing.end(reception.request.body);
  });
  const status = Number(incoming.statusCode);
  const headers = plainHeaders(incoming);
  reception.seen.status = status;
  reception.seen.expectedBytes = headers["content-length"] ?? null;
  const body = await readBody(incoming, reception);
  return { status, headers, body, requestId: headers["x-ci-request-id"] ?? headers["x-cos-request-id"] ?? null };
}

async function readBody(incoming: IncomingMessage, { request, seen, maxBodyBytes }: Reception): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk);
    seen.bytes += chunk.length;
    if (seen.bytes > maxBodyBytes) {
      throw new ProtocolError(`Cannot ${nameRequest(request)}: the answer is longer than ${maxBodyBytes} bytes.`);
    }
  }
  return Buffer.concat(chunks);
}

function plainHeaders(incoming: IncomingMessage): Record<string, string> {
  const distinct = Object.entries(incoming.headersDistinct);
  return Object.fromEntries(distinct.map(([name, values]) => [name, [values].flat().join(", ")]));
}

interface Circumstances {
  readonly request: TencentRequest;
  readonly seen: Seen;
  readonly signal: AbortSignal;
}

function explain(error: unknown, { request, seen, signal }: Circumstances): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof ProtocolError) return error;
  return new NetworkError(`Cannot ${nameRequest(request)}: ${nameCause(error)}; ${nameSeen(seen)}.`, { cause: error });
}

function nameSeen({ status, bytes, expectedBytes }: Seen): string {
  if (status === null) return "no answer came";
  return `the answer broke off at status ${status} after ${bytes} of ${expectedBytes ?? "an unknown number of"} bytes`;
}
