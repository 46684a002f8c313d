/**
 * Hashes of content, by which files are named and cut text is told apart.
 *
 * Core does no I/O; node:crypto is let in here alone, since a hash is pure: the same bytes, the same digest.
 */

import { createHash } from "node:crypto";

/** 64 lower-case hex digits; text is hashed as UTF-8. */
export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A hash of bytes that come piece by piece. */
export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** Of all that came; ends the hash. */
  hex(): string;
}

export function createSha256(): Sha256 {
  const hash = createHash("sha256");
  return {
    update(bytes) {
      hash.update(bytes);
    },
    hex() {
      return hash.digest("hex");
    },
  };
}
