/**
 * Errors as the two services word them: a code, the status that goes with it, and a body in XML.
 *
 * Statuses are those of the vendor's pages "Error Codes" of Cloud Infinite and of COS.
 */

import type { EmulatorReply } from "./http.ts";
import { escapeXml } from "./xml-text.ts";

export type Service = "ci" | "cos";

/** AccessDenied stands under 401 too: there it is about the signature. */
export const ciStatuses = {
  InvalidArgument: 400,
  InvalidContent: 400,
  InvalidHost: 400,
  MissingContent: 400,
  ResourceAccessDenied: 400,
  ResourceDownloadFailed: 400,
  ResourceNotFound: 400,
  InvalidAuthorization: 401,
  MissingAuthorization: 401,
  SecretidNotExist: 401,
  SignatureExpired: 401,
  AccessDenied: 403,
  MediaBucketAlreadyBinded: 403,
  QueuePaused: 403,
  QueueSaturated: 403,
  InvalidUrl: 404,
  NoSuchBucket: 404,
  MissingContentLength: 411,
  SlowDown: 429,
  UnavailableForLegalReasons: 451,
  InternalErrror: 500,
  NotImplemented: 501,
  ServiceUnavailable: 503,
} as const satisfies Record<string, number>;

export type CiCode = keyof typeof ciStatuses;

export interface ServiceErrorFacts {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
  /** Only COS tells which resource was asked for. */
  readonly resource?: string;
}

export function serviceError({ status, code, message, requestId, resource }: ServiceErrorFacts): EmulatorReply {
  const id = escapeXml(requestId);
  const children = [
    `<Code>${escapeXml(code)}</Code>`,
    `<Message>${escapeXml(message)}</Message>`,
    resource === undefined ? "" : `<Resource>${escapeXml(resource)}</Resource>`,
    `<RequestId>${id}</RequestId>`,
    `<TraceId>${id}</TraceId>`,
  ];
  const body = `<?xml version="1.0" encoding="utf-8" ?>\n<Error>${children.join("")}</Error>`;
  return { status, headers: { "Content-Type": "application/xml" }, body };
}

/** Thrown by a route of Cloud Infinite; the router makes the answer of it. */
export class CiRefusal extends Error {
  override readonly name = "CiRefusal";
  readonly code: CiCode;

  constructor(code: CiCode, message: string) {
    super(message);
    this.code = code;
  }
}
