/**
 * Strict verification of signed requests.
 *
 * The service takes a signature that covers less than the whole request; a client that relies on that is
 * careless, so by default the host and every query parameter must be covered.
 */

import { timingSafeEqual } from "node:crypto";
import { type Authorization, readAuthorization } from "./authorization.ts";
import type { EmulatorRequest, SignedFacts } from "./http.ts";
import { computeSignature, httpString, signedName, signedPairs } from "./signed-text.ts";

export interface Credential {
  readonly secretId: string;
  readonly secretKey: string;
  /** Of temporary credentials: must come along with every request. */
  readonly sessionToken?: string;
}

export interface SignatureRules {
  /** How far a signature's start may lie in the future. The vendor tells no number. */
  readonly skewSeconds: number;
  /** `whole`: host and every parameter must be covered. `listed`: as the service does. */
  readonly coverage: "whole" | "listed";
}

export type SignatureProblem =
  | "missing"
  | "malformed"
  | "uncovered"
  | "unknown-id"
  | "mismatch"
  | "expired"
  | "not-yet-valid"
  | "wrong-token";

export interface Refused {
  readonly problem: SignatureProblem;
  readonly detail: string;
}

export type Verified = Omit<SignedFacts, "requestId">;

export interface Verifier extends SignatureRules {
  readonly credentials: readonly Credential[];
  /** Finds those that come and go. */
  readonly find?: ((secretId: string, now: number) => Credential | null) | undefined;
  readonly now: () => number;
}

const tokenNames = ["x-cos-security-token", "x-ci-security-token"] as const;
const unsignedParams: ReadonlySet<string> = new Set([
  ...tokenNames,
  "q-sign-algorithm",
  "q-ak",
  "q-sign-time",
  "q-key-time",
  "q-header-list",
  "q-url-param-list",
  "q-signature",
]);

export function verifySignature(request: EmulatorRequest, verifier: Verifier): Verified | Refused {
  const authorization = readAuthorization(request);
  if (authorization === null) return refuse("missing", "the request carries no signature");
  if (typeof authorization === "string") return refuse("malformed", authorization);
  const credential = findCredential(verifier, authorization.secretId);
  if (!credential) return refuse("unknown-id", "no such SecretId");
  return (
    checkCoverage(request, authorization, verifier) ??
    checkText(request, authorization, credential) ??
    checkTime(authorization, verifier) ??
    checkToken(request, credential) ?? {
      secretId: authorization.secretId,
      via: authorization.via,
      headerList: authorization.headerList,
      paramList: authorization.paramList,
    }
  );
}

export function findCredential(
  { credentials, find, now }: Pick<Verifier, "credentials" | "find" | "now">,
  secretId: string,
): Credential | null {
  return credentials.find((each) => each.secretId === secretId) ?? find?.(secretId, now()) ?? null;
}

function refuse(problem: SignatureProblem, detail: string): Refused {
  return { problem, detail };
}

function checkCoverage(request: EmulatorRequest, signed: Authorization, rules: SignatureRules): Refused | null {
  if (rules.coverage === "listed") return null;
  if (!signed.headerList.includes("host")) return refuse("uncovered", "the signature does not cover the host");
  const bare = [...request.query.keys()].find(
    (name) => !unsignedParams.has(name.toLowerCase()) && !signed.paramList.includes(signedName(name)),
  );
  return bare === undefined ? null : refuse("uncovered", `the signature does not cover the parameter ${bare}`);
}

function checkText(request: EmulatorRequest, signed: Authorization, credential: Credential): Refused | null {
  const params = signedPairs(signed.paramList, request.query);
  const headers = signedPairs(signed.headerList, request.headers);
  if (params === null || headers === null) {
    return refuse("mismatch", "the signature lists a header or parameter that was not sent");
  }
  const expected = computeSignature(credential.secretKey, signed, httpString(request, params, headers));
  const same = timingSafeEqual(Buffer.from(expected), Buffer.from(signed.signature));
  return same ? null : refuse("mismatch", "the signature does not match the request");
}

function checkTime(signed: Authorization, { now, skewSeconds }: Verifier): Refused | null {
  const nowSeconds = Math.floor(now() / 1000);
  if (signed.validTo < nowSeconds) return refuse("expired", "Request has expired");
  if (signed.validFrom > nowSeconds + skewSeconds) return refuse("not-yet-valid", "the signature is not yet valid");
  return null;
}

function checkToken(request: EmulatorRequest, credential: Credential): Refused | null {
  const sent = tokenNames.map((name) => request.headers.get(name) ?? request.query.get(name));
  const token = sent.find((value) => value !== undefined);
  return token === credential.sessionToken ? null : refuse("wrong-token", "the session token is not that of the key");
}
