/** What `run --json` prints: one object a night, whose keys scripts rely on. */

import type { Manifest } from "../../lib/core/schema/manifest.ts";
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

/** Of a look at the last hours; `findings` of them follow, one a line. */
export function lookObject(manifest: Manifest, findings: number): object {
  const { family, span, asOf, status, jobs, byState, byVerdict, holes, notes } = manifest;
  return { family, span, asOf, status, committed: false, jobs, counts: { byState, byVerdict }, holes, notes, findings };
}
