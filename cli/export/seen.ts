/** Remembers which texts have come, in 16 bytes each: a night of a million failed jobs is what a retry is for. */

import { createHash } from "node:crypto";

export interface Seen {
  /** Whether the text came for the first time. */
  isNew(text: string): boolean;
}

export function createSeen(): Seen {
  const digests = new Set<string>();
  return {
    isNew(text) {
      const before = digests.size;
      digests.add(createHash("sha256").update(text).digest().toString("latin1", 0, 16));
      return digests.size > before;
    },
  };
}
