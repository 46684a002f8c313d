/**
 * What the SDK throws, as an error for people: what was attempted, the platform's own code, text and request id, and what
 * to do where the code tells.
 */

import { NetworkError, ProtocolError, ServiceError } from "../../lib/core/errors.ts";
import { safeText } from "../../lib/core/safe-text.ts";

/** `code` is there when the platform answered with an error, `httpCode` when something answered with another status. */
interface SdkError extends Error {
  readonly code?: string;
  readonly httpCode?: number;
  readonly requestId?: string;
  readonly traceId?: string;
}

/** By how a code begins. */
const advice: readonly (readonly [code: string, what: string])[] = [
  [
    "UnauthorizedOperation",
    "the policy that `job-audit policy --for deploy` prints permits all that a deployment asks",
  ],
  ["AuthFailure.UnauthorizedOperation", "the policy that `job-audit policy --for deploy` prints permits what is asked"],
  ["AuthFailure.SignatureExpire", "set this machine's clock"],
  [
    "AuthFailure",
    "check TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY and, of temporary credentials, the session token",
  ],
  ["ResourceNotFound.Function", "deploy it, or correct the region or the namespace in serverless.yml"],
  ["ResourceNotFound.Namespace", "create the namespace, or name another one in serverless.yml"],
  ["ResourceNotFound.Role", "create the role with the policy that `job-audit policy --for execution` prints"],
  ["UnsupportedRegion", "correct the region in serverless.yml, or where it is read from in job-audit.yaml"],
  ["RequestSizeLimitExceeded", "name a bucket for code as provider.code in serverless.yml"],
];

/** `what` begins the message: `Cannot create the function job-audit-audit`. `secrets` are in none, whatever the platform says. */
export function toldFailure(
  what: string,
  thrown: unknown,
  secrets: readonly string[] = [],
): NetworkError | ProtocolError | ServiceError {
  const error = thrown as SdkError;
  const { code, httpCode, requestId, traceId, message } = error;
  const facts = { requestId: requestId || null, cause: thrown };
  if (code !== undefined && requestId !== undefined) {
    const told = `${what}: ${code}: ${shown(message, secrets)}${idText(requestId)}${adviceOn(code)}`;
    return new ServiceError(told, { ...facts, status: 200, serviceCode: code });
  }
  if (httpCode !== undefined) {
    const seen = `${what}: the answer has the status ${httpCode}; see what stands between here and the platform`;
    return new ServiceError(seen, { ...facts, status: httpCode, serviceCode: String(httpCode) });
  }
  if (traceId !== undefined) {
    const seen = `${what}: no answer: ${shown(message, secrets)}; ${unreached}`;
    return new NetworkError(seen, { cause: thrown });
  }
  return new ProtocolError(`${what}: the answer is none of the platform's; see what stands between here and it`, {
    cause: thrown,
  });
}

const unreached = "see that this machine reaches that address, which endpoints.scf in job-audit.yaml may name";
const longest = 500;

function shown(message: string, secrets: readonly string[]): string {
  const told = secrets.reduce((text, secret) => text.replaceAll(secret, "(hidden)"), message);
  return safeText(told.slice(0, longest));
}

function idText(requestId: string): string {
  return requestId === "" ? "" : ` (request ${safeText(requestId)})`;
}

function adviceOn(code: string): string {
  const [, what] = advice.find(([start]) => code.startsWith(start)) ?? [];
  return what === undefined ? "" : `; ${what}`;
}
