/**
 * Strict verification of the vendor's API signatures (page "Signature v3", TC3-HMAC-SHA256).
 *
 * The text is built from what stood on the wire. The signed host is that of the Host header without a port, since the
 * vendor's SDK signs it so; the service is the host's first label, which on a loopback address is a number.
 */

import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { EmulatorRequest } from "../http.ts";
import { findCredential, type Verifier } from "../signature.ts";
import { ApiRefusal } from "./api-reply.ts";

export interface Tc3Verifier extends Pick<Verifier, "credentials" | "find" | "now"> {
  /** Throws `ApiRefusal` for what whoever signed may not do; without it everybody may do everything. */
  readonly authorise?: ((request: EmulatorRequest, secretId: string) => void) | undefined;
}

interface Signed {
  readonly secretId: string;
  readonly date: string;
  readonly service: string;
  readonly headers: readonly string[];
  readonly signature: string;
}

const algorithm = "TC3-HMAC-SHA256";
const authorizationForm =
  /^TC3-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{4}-\d\d-\d\d)\/([^/,\s]+)\/tc3_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;
const maxSkewSeconds = 300;

/** Whose signature it is. Throws `ApiRefusal`. */
export function verifyTc3(request: EmulatorRequest, verifier: Tc3Verifier): string {
  const signed = readSigned(request);
  const credential = findCredential(verifier, signed.secretId);
  if (!credential) throw new ApiRefusal("AuthFailure.SecretIdNotFound", "the SecretId is not found");
  const timestamp = readTimestamp(request, verifier.now());
  checkScope(request, signed, timestamp);
  checkSignature(request, signed, { timestamp, secretKey: credential.secretKey });
  if (request.headers.get("x-tc-token") !== credential.sessionToken) {
    throw new ApiRefusal("AuthFailure.TokenFailure", "the token is not that of the key");
  }
  return signed.secretId;
}

function readSigned(request: EmulatorRequest): Signed {
  const match = authorizationForm.exec(request.headers.get("authorization") ?? "");
  if (!match) throw new ApiRefusal("AuthFailure.InvalidAuthorization", "Authorization is missing or malformed");
  const [, secretId = "", date = "", service = "", list = "", signature = ""] = match;
  const headers = list.split(";");
  if (!headers.includes("content-type") || !headers.includes("host")) {
    throw new ApiRefusal("AuthFailure.InvalidAuthorization", "content-type and host must be signed");
  }
  return { secretId, date, service, headers, signature };
}

function readTimestamp(request: EmulatorRequest, now: number): number {
  const text = request.headers.get("x-tc-timestamp") ?? "";
  if (!/^\d{1,12}$/.test(text)) throw new ApiRefusal("MissingParameter", "X-TC-Timestamp must be whole seconds");
  const timestamp = Number(text);
  if (Math.abs(now / 1000 - timestamp) <= maxSkewSeconds) return timestamp;
  throw new ApiRefusal("AuthFailure.SignatureExpire", "the timestamp is more than five minutes off");
}

function checkScope({ host }: EmulatorRequest, { date, service }: Signed, timestamp: number): void {
  const dateOfTimestamp = new Date(timestamp * 1000).toISOString().slice(0, 10);
  if (date === dateOfTimestamp && service === host.split(".")[0]) return;
  throw new ApiRefusal("AuthFailure.SignatureFailure", "the credential scope is not that of the date and service");
}

function checkSignature(
  request: EmulatorRequest,
  { date, service, headers, signature }: Signed,
  { timestamp, secretKey }: { readonly timestamp: number; readonly secretKey: string },
): void {
  const scope = `${date}/${service}/tc3_request`;
  const text = [algorithm, String(timestamp), scope, sha256Hex(canonicalRequest(request, headers))].join("\n");
  const key = [date, service, "tc3_request"].reduce<Buffer>(hmac, Buffer.from(`TC3${secretKey}`));
  if (timingSafeEqual(hmac(key, text), Buffer.from(signature, "hex"))) return;
  throw new ApiRefusal("AuthFailure.SignatureFailure", "the signature does not match the request");
}

/** A POST: the query is empty, and all that is asked for stands in the body. */
function canonicalRequest(request: EmulatorRequest, names: readonly string[]): string {
  const lines = names.map((name) => {
    const value = name === "host" ? request.host : request.headers.get(name);
    if (value === undefined) throw new ApiRefusal("AuthFailure.SignatureFailure", `${name} is signed and was not sent`);
    return `${name}:${value.trim().toLowerCase()}\n`;
  });
  return ["POST", "/", "", lines.join(""), names.join(";"), sha256Hex(request.body)].join("\n");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256Hex(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
