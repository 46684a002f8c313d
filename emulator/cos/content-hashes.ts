/** Hashes of a body: what the client claims of it, and what the replies tell. */

import { createHash } from "node:crypto";
import type { EmulatorRequest } from "../http.ts";
import { CosFault } from "./fault.ts";

/** A body without Content-MD5 is taken as it is. */
export function checkContentMd5({ headers, body }: EmulatorRequest): void {
  const claimed = headers.get("content-md5");
  if (claimed === undefined) return;
  if (!/^[A-Za-z0-9+/]{22}==$/.test(claimed)) throw new CosFault("InvalidDigest");
  if (!Buffer.from(claimed, "base64").equals(md5(body))) throw new CosFault("BadDigest");
}

export function md5(bytes: Buffer): Buffer {
  return createHash("md5").update(bytes).digest();
}

export function sha1Hex(bytes: Buffer): string {
  return createHash("sha1").update(bytes).digest("hex");
}

export function quoted(hash: Buffer, suffix = ""): string {
  return `"${hash.toString("hex")}${suffix}"`;
}
