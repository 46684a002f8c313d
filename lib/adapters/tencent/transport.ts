/**
 * The transport: one request, one whole answer, or a `NetworkError` that says what was seen.
 *
 * Certificates are verified as Node does by default, against the real service's name even when the
 * connection goes to another endpoint.
 */

import type { ClientRequest, IncomingMessage } from "node:http";
import { NetworkError, ProtocolError } from "../../core/errors.ts";
import { type BodyPool, createBodyPool } from "./body-pool.ts";
import { limitTry } from "./limit-try.ts";
import { nameCause } from "./name-cause.ts";
import { createOpener } from "./open-request.ts";
import { readBody } from "./read-body.ts";
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
  /** A longer answer is a `ProtocolError`, whatever the request allows. */
  readonly maxBodyBytes: number;
}

/** Of an answer that is an error, more is not read: its status stands, and nobody looks at the end of its page. */
const maxErrorBytes = 64 << 10;

/** What came before it broke. */
interface Seen {
  status: number | null;
  bytes: number;
  expectedBytes: string | null;
}

export function createTransport(options: TransportOptions): Transport {
  const open = createOpener(options);
  const pool = createBodyPool(options.maxSockets);
  return async (request, signal) => {
    signal.throwIfAborted();
    const seen: Seen = { status: null, bytes: 0, expectedBytes: null };
    const outgoing = open(request);
    try {
      const maxBodyBytes = Math.min(options.maxBodyBytes, request.maxAnswerBytes ?? options.maxBodyBytes);
      const answer = receive(outgoing, { request, seen, maxBodyBytes, pool });
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
  readonly pool: BodyPool;
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
  const requestId = headers["x-ci-request-id"] ?? headers["x-cos-request-id"] ?? null;
  if (status >= 300) return { status, headers, body: await readError(incoming, reception), requestId };
  return { status, headers, ...(await readWhole(incoming, headers, reception)), requestId };
}

async function readError(incoming: IncomingMessage, { seen }: Reception): Promise<Buffer> {
  return (await readBody(incoming, { maxBytes: maxErrorBytes, onBytes: counted(seen) })).body;
}

type Headers = Readonly<Record<string, string>>;

/** A length that is told is believed when it is too much, before any of it is waited for. */
async function readWhole(
  incoming: IncomingMessage,
  headers: Headers,
  reception: Reception,
): Promise<Pick<TencentAnswer, "body" | "giveBack">> {
  const { request, seen, maxBodyBytes, pool } = reception;
  refuseCoding(headers, request);
  const isTooLong = request.method !== "HEAD" && Number(seen.expectedBytes) > maxBodyBytes;
  if (isTooLong) throw tooLong(reception);
  const limit = { maxBytes: maxBodyBytes, onBytes: counted(seen) };
  if (request.lendsBody !== true) return { body: whole(await readBody(incoming, limit), reception) };
  const room = pool.take();
  const body = whole(await readBody(incoming, { ...limit, room }), reception);
  return { body, giveBack: () => pool.giveBack(room) };
}

function whole(read: Awaited<ReturnType<typeof readBody>>, reception: Reception): Buffer {
  if (!read.whole) throw tooLong(reception);
  return read.body;
}

/** Identity was asked for. A proxy that packs all the same may not do so again. */
function refuseCoding(headers: Headers, request: TencentRequest): void {
  const coding = headers["content-encoding"] ?? "identity";
  if (/^(identity)?$/i.test(coding.trim())) return;
  const shown = /^[\w-]{1,20}$/.test(coding) ? `as ${coding}` : "in a way without a name";
  throw new ProtocolError(`Cannot ${nameRequest(request)}: the answer is packed ${shown}, which was not asked for.`, {
    foreign: true,
  });
}

function tooLong({ request, seen, maxBodyBytes }: Reception): ProtocolError {
  const told = seen.expectedBytes === null ? "" : `, and says that it has ${seen.expectedBytes.slice(0, 20)}`;
  return new ProtocolError(`Cannot ${nameRequest(request)}: the answer is longer than ${maxBodyBytes} bytes${told}.`);
}

function counted(seen: Seen): (total: number) => void {
  return (total) => {
    seen.bytes = total;
  };
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
