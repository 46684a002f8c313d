/** Requests and replies as the emulator's routes see them: no sockets, whole bodies. */

export interface EmulatorRequest {
  readonly method: string;
  /** From the Host header, lower case, without a port. */
  readonly host: string;
  /** Percent-decoded, with the leading slash. */
  readonly path: string;
  /** Decoded; names keep their case. A name without a value is the empty text. */
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

export interface EmulatorReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

/** What the server found out about a request before a route sees it. */
export interface SignedFacts {
  /** Of the credential whose signature was verified. */
  readonly secretId: string;
  /** Where the signature stood: a presigned URL carries it in the query. */
  readonly via: "header" | "query";
  /** Names that the signature covers, lower case, sorted. */
  readonly headerList: readonly string[];
  readonly paramList: readonly string[];
  /** Goes out as `x-ci-request-id` or `x-cos-request-id`; belongs in error bodies too. */
  readonly requestId: string;
}
