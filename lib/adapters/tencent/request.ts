/** One HTTP exchange with a Tencent host, in plain words: no sockets, no signatures. */

import type { Credentials as CoreCredentials } from "../../core/credentials.ts";

export interface TencentRequest {
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  /** The real service's host; the connection may go elsewhere. */
  readonly host: string;
  /** Decoded, with the leading slash. */
  readonly path: string;
  /** Decoded; all of it is signed. */
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** A longer answer is refused; the transport's own limit unless this is lower. */
  readonly maxAnswerBytes?: number;
  /** Whether nobody needs the answer's body once it was read: its memory is then used for other answers. */
  readonly lendsBody?: boolean;
}

export interface TencentAnswer {
  readonly status: number;
  /** Lower-case names; a repeated header's values are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** From `x-ci-request-id` or `x-cos-request-id`. */
  readonly requestId: string | null;
  /** Of a body that is lent: it was read, and nothing holds on to its bytes. */
  giveBack?(): void;
}

/** One try: connects, sends, reads the whole answer. Throws `NetworkError`; any status is an answer. */
export type Transport = (request: TencentRequest, signal: AbortSignal) => Promise<TencentAnswer>;

/**
 * Many tries: signs, waits for its turn, retries what a retry can help.
 * Resolves with a 2xx answer that `read` could make something of; see `createSender` for what it throws.
 */
export type Send = <T>(
  request: TencentRequest,
  read: (answer: TencentAnswer) => T,
  signal: AbortSignal,
) => Promise<Sent<T>>;

interface Sent<T> {
  readonly value: T;
  readonly retries: number;
  /** Requests that its host answered in the last whole second. */
  readonly rate: number;
  readonly requestId: string | null;
}

export type Credentials = CoreCredentials;
