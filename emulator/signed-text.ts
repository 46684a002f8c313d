/**
 * The text that a Tencent signature covers, built from what stood on the wire.
 *
 * Source: the vendor's page "Request Signature" of COS. Names are encoded and then lower-cased, so the hex
 * digits inside them are small; values keep capital hex digits. The key of the second HMAC is hex text, not bytes.
 */

import { createHash, createHmac } from "node:crypto";
import type { EmulatorRequest } from "./http.ts";

export interface SigningTimes {
  readonly keyTime: string;
  readonly signTime: string;
}

const untouchedByEncoder = /[!'()*]/g;

/** RFC 3986: only letters, digits and `-_.~` stay. */
function encodeText(text: string): string {
  return encodeURIComponent(text).replace(
    untouchedByEncoder,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** As names stand in `q-header-list` and `q-url-param-list`. */
export function signedName(name: string): string {
  return encodeText(name).toLowerCase();
}

/** `name=value` for every listed name in the order of the list; null when one of them was not sent. */
export function signedPairs(names: readonly string[], sent: ReadonlyMap<string, string>): string | null {
  const values = new Map([...sent].map(([name, value]) => [signedName(name), value]));
  const pairs: string[] = [];
  for (const name of names) {
    const value = values.get(name);
    if (value === undefined) return null;
    pairs.push(`${name}=${encodeText(value)}`);
  }
  return pairs.join("&");
}

export function httpString(request: EmulatorRequest, params: string, headers: string): string {
  return `${request.method.toLowerCase()}\n${request.path}\n${params}\n${headers}\n`;
}

export function computeSignature(secretKey: string, times: SigningTimes, signedText: string): string {
  const signKey = createHmac("sha1", secretKey).update(times.keyTime).digest("hex");
  const digest = createHash("sha1").update(signedText).digest("hex");
  return createHmac("sha1", signKey).update(`sha1\n${times.signTime}\n${digest}\n`).digest("hex");
}
