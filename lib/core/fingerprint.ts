/**
 * Fingerprints: the identity of a kind of failure, the same in every night, region and order of reading.
 *
 * The code counts as it is; of the message only what failures of one kind share. Whoever changes what a message
 * normalises to raises the version: fingerprints of two versions are not to be compared.
 */

import { sha256Hex } from "./hash.ts";
import { normaliseMessage } from "./normalise-message.ts";

export const fingerprintVersion = 1;

interface FailureKind {
  readonly code: string;
  readonly message: string;
  /** The job's own object keys, which the message may tell. */
  readonly ownKeys?: readonly string[];
}

/** `v1:` and 128 bits in hex. */
export function fingerprint({ code, message, ownKeys }: FailureKind): string {
  const identity = JSON.stringify([code, normaliseMessage(message, ownKeys)]);
  return `v${fingerprintVersion}:${sha256Hex(identity).slice(0, 32)}`;
}
