/** What `run --json` prints: one object, whose keys scripts rely on. */

import type { AuditResult } from "../../lib/usecases/audit/audit-night.ts";

export function runObject({ manifest, commit, key, already }: AuditResult, location: string): object {
  const { family, night, asOf, status, jobs, byState, byVerdict, holes, notes, revision } = manifest;
  return {
    family,
    night,
    asOf,
    status,
    revision,
    alreadyCommitted: already,
    jobs,
    counts: { byState, byVerdict },
    holes,
    notes,
    location,
    commit: key,
    manifest: commit.manifest,
  };
}
