/**
 * Signs calls of the vendor's API 3.0 (page "Signature v3", TC3-HMAC-SHA256).
 *
 * Content type, host and body are signed, and by the date and the service the key is good for nothing else. The
 * session token is never signed.
 */

import { createHash, createHmac } from "node:crypto";
import type { Credentials } from "../../core/credentials.ts";

export interface ApiCall {
  /** The real service's: its first label is the service that the signature is for. */
  readonly host: string;
  readonly action: string;
  readonly version: string;
  readonly region: string;
  readonly body: Uint8Array;
}

const algorithm = "TC3-HMAC-SHA256";
const contentType = "application/json; charset=utf-8";
const signedHeaders = "content-type;host";

/** Headers of a POST to `/`. Good for five minutes around `nowMs`. */
export function signTc3(call: ApiCall, credentials: Credentials, nowMs: number): Readonly<Record<string, string>> {
  const timestamp = Math.floor(nowMs / 1000);
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const service = call.host.replace(/\..*/, "");
  const scope = `${date}/${service}/tc3_request`;
  const text = [algorithm, timestamp, scope, sha256Hex(canonicalRequest(call))].join("\n");
  const key = [date, service, "tc3_request"].reduce<Buffer>(hmac, Buffer.from(`TC3${credentials.secretKey}`));
  const signature = hmac(key, text).toString("hex");
  const credential = `${credentials.secretId}/${scope}`;
  return {
    "content-type": contentType,
    "x-tc-action": call.action,
    "x-tc-version": call.version,
    "x-tc-region": call.region,
    "x-tc-timestamp": String(timestamp),
    ...(credentials.sessionToken === null ? {} : { "x-tc-token": credentials.sessionToken }),
    authorization: `${algorithm} Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
  };
}

function canonicalRequest({ host, body }: ApiCall): string {
  return ["POST", "/", "", `content-type:${contentType}\nhost:${host}\n`, signedHeaders, sha256Hex(body)].join("\n");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256Hex(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
