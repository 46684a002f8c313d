/**
 * Fingerprints of version 1: the code as it is, and of the message what failures of one kind share.
 *
 * Reports hold them; nothing in this folder may come to another text for any message.
 */

import { sha256Hex } from "../../hash.ts";
import type { FailureKind } from "../failure-kind.ts";
import { normaliseMessage } from "./normalise-message.ts";

/** `v1:` and 128 bits in hex. The operation does not count. */
export function fingerprintV1({ code, message, ownKeys }: FailureKind): string {
  const identity = JSON.stringify([code, normaliseMessage(message, ownKeys)]);
  return `v1:${sha256Hex(identity).slice(0, 32)}`;
}
