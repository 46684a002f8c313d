/**
 * Signs requests with the COS SDK's own signing function (vendor page "Request Signature").
 *
 * The SDK signs the host, every query parameter and the headers that it knows; what the connection adds later
 * stays unsigned. The security token is never signed.
 */

import type COS from "cos-nodejs-sdk-v5";
import { ConfigError } from "../../core/errors.ts";
import type { Credentials, TencentRequest } from "./request.ts";

/** Python's SDK begins a minute back too: a local clock may run that far ahead of the service's. */
const leadSeconds = 60;
/** As every SDK has it by default. A signature is made for each try, so it need not outlive one. */
const lifeSeconds = 900;

type GetAuthorization = (typeof COS)["getAuthorization"];

let loading: Promise<GetAuthorization> | undefined;

/** The request's own headers with those that prove who sends it. Throws `ConfigError` on unusable credentials. */
export async function signRequest(
  request: TencentRequest,
  credentials: Credentials,
  nowMs: number,
): Promise<Readonly<Record<string, string>>> {
  assertUsable(credentials);
  const getAuthorization = await loadSigner();
  const headers = { ...request.headers, host: request.host };
  const authorization = getAuthorization({
    SecretId: credentials.secretId,
    SecretKey: credentials.secretKey,
    // The SDK's types leave HEAD out; its code signs any method by name.
    Method: request.method as COS.Method,
    Pathname: request.path,
    // The SDK asks the objects for their own methods, which one without a prototype has not.
    Query: { ...request.query },
    Headers: headers,
    KeyTime: keyTime(nowMs),
  });
  return { ...headers, ...tokenHeader(request.host, credentials.sessionToken), authorization };
}

/** Loading the SDK takes 150 ms; commands that ask nobody anything do not wait for it. */
function loadSigner(): Promise<GetAuthorization> {
  loading ??= import("cos-nodejs-sdk-v5").then((sdk) => sdk.default.getAuthorization);
  return loading;
}

function keyTime(nowMs: number): string {
  const now = Math.floor(nowMs / 1000);
  return `${now - leadSeconds};${now + lifeSeconds}`;
}

function tokenHeader(host: string, token: string | null): Record<string, string> {
  if (token === null) return {};
  return /^([^.]+\.)?ci\./.test(host) ? { "x-ci-security-token": token } : { "x-cos-security-token": token };
}

/** Throws `ConfigError` on credentials that no header can carry. */
export function assertUsable({ secretId, secretKey, sessionToken }: Credentials): void {
  const parts: readonly (readonly [string, string | null])[] = [
    ["secret id", secretId],
    ["secret key", secretKey],
    ["session token", sessionToken],
  ];
  const problems = parts
    .filter(([, value]) => value !== null && !/^[\x21-\x7e]+$/.test(value))
    .map(([name]) => `the ${name} is empty or holds a space, a line break or a character outside ASCII`);
  if (problems.length > 0) throw new ConfigError(`Cannot sign requests: ${problems.join("; ")}.`, { problems });
}
