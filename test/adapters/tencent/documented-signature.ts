/** The signature as the vendor page "Request Signature" describes it step by step: an opinion of its own. */

import { createHash, createHmac } from "node:crypto";

export interface SignatureInput {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly secretId: string;
  readonly secretKey: string;
  readonly keyTime: string;
}

export function documentedAuthorization(input: SignatureInput): string {
  const parameters = listed(input.query);
  const headers = listed(input.headers);
  const httpString = [input.method.toLowerCase(), input.path, parameters.pairs, headers.pairs, ""].join("\n");
  const httpDigest = createHash("sha1").update(httpString).digest("hex");
  const stringToSign = ["sha1", input.keyTime, httpDigest, ""].join("\n");
  const signature = hmac(documentedSignKey(input.secretKey, input.keyTime), stringToSign);
  return [
    "q-sign-algorithm=sha1",
    `q-ak=${input.secretId}`,
    `q-sign-time=${input.keyTime}`,
    `q-key-time=${input.keyTime}`,
    `q-header-list=${headers.names}`,
    `q-url-param-list=${parameters.names}`,
    `q-signature=${signature}`,
  ].join("&");
}

export function documentedSignKey(secretKey: string, keyTime: string): string {
  return hmac(secretKey, keyTime);
}

function hmac(key: string, text: string): string {
  return createHmac("sha1", key).update(text).digest("hex");
}

function listed(pairs: Readonly<Record<string, string>>): { readonly names: string; readonly pairs: string } {
  const entries = Object.entries(pairs)
    .map(([name, value]) => ({ name: urlEncode(name).toLowerCase(), value: urlEncode(value) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    names: entries.map(({ name }) => name).join(";"),
    pairs: entries.map(({ name, value }) => `${name}=${value}`).join("&"),
  };
}

function urlEncode(text: string): string {
  const bytes = [...Buffer.from(text, "utf8")];
  return bytes
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[A-Za-z0-9_.~-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
}
