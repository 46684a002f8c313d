/**
 * Answers that are not 2xx, as errors.
 *
 * Whatever came - XML, a proxy's page, half a body, nothing - makes an error and never throws. Text from the
 * service is bounded and loses whatever may be a secret.
 */

import { ServiceError } from "../../core/errors.ts";
import { cleanText } from "./clean-text.ts";
import type { TencentAnswer, TencentRequest } from "./request.ts";
import { readRetryAfterMs } from "./retry-after.ts";

/** Error bodies are a few hundred bytes; of anything longer the beginning is enough. */
const maxReadBytes = 8_192;
const maxMessageChars = 300;

export function serviceErrorOf(request: TencentRequest, answer: TencentAnswer, nowMs: number): ServiceError {
  const body = readErrorBody(answer.body);
  const serviceCode = body.code ?? `HTTP ${answer.status}`;
  const requestId = answer.requestId ?? body.requestId;
  const facts = [
    `${answer.status}${body.code === null ? "" : ` ${body.code}`}`,
    body.message === null ? describeBody(answer) : `"${body.message}"`,
    requestId === null ? "" : `(request ${requestId})`,
  ].filter((fact) => fact !== "");
  return new ServiceError(`Cannot ${nameRequest(request)}: the service answered ${facts.join(" ")}`, {
    status: answer.status,
    serviceCode,
    requestId,
    retryAfterMs: readRetryAfterMs(answer.headers["retry-after"], nowMs),
  });
}

/** The request for people: no query, which may hold what is nobody else's business. */
export function nameRequest(request: TencentRequest): string {
  return `${request.method} ${request.host}${request.path}`;
}

interface ErrorBody {
  readonly code: string | null;
  readonly message: string | null;
  readonly requestId: string | null;
}

function readErrorBody(body: Buffer): ErrorBody {
  const text = body.toString("utf8", 0, maxReadBytes);
  const inner = /^\s*(?:<\?xml[^>]*>\s*)?<Error(?:\s[^>]*)?>([\s\S]*)/.exec(text)?.[1] ?? "";
  const message = cleanText(elementText(inner, "Message") ?? "", maxMessageChars);
  return {
    code: matching(elementText(inner, "Code"), /^[\w.-]{1,64}$/),
    message: message === "" ? null : message,
    requestId: matching(elementText(inner, "RequestId"), /^[\x21-\x7e]{1,128}$/),
  };
}

/** Text of an element that is closed; a cut one tells nothing reliable. */
function elementText(xml: string, name: string): string | null {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text === undefined ? null : decodeEntities(text).trim();
}

function matching(text: string | null, pattern: RegExp): string | null {
  return text !== null && pattern.test(text) ? text : null;
}

/** `&amp;` last, so that nothing is decoded twice. */
function decodeEntities(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}

function describeBody({ body, headers }: TencentAnswer): string {
  if (body.length === 0) return "with no body";
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(headers["content-type"] ?? "")?.[0];
  return `with ${body.length} bytes of ${type ?? "no named type"}`;
}
