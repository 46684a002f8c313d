/** What `diff --json` prints: the diff as it is kept, and where; scripts rely on its keys. */

import type { DiffResult } from "../../lib/usecases/diff/diff-night.ts";

/** `location` of the store; null for a diff that is not kept. */
export function diffObject({ diff, key, commit, already }: DiffResult, location: string | null): object {
  if (location === null) return { ...diff, committed: false };
  return { ...diff, committed: true, alreadyCommitted: already, location, commit: key, manifest: commit.manifest };
}
