/** What `run --repair --json` prints: one object a night, whose keys scripts rely on. */

import type { Manifest } from "../../lib/core/schema/manifest.ts";
import type { Repair } from "../../lib/usecases/repair/repair-night.ts";

export interface RepairObject {
  readonly family: string;
  readonly night: string;
  /** Of the report as it is now. */
  readonly status: Manifest["status"];
  readonly revision: number;
  /** The revision that was there before. */
  readonly revisionBefore: number;
  readonly outcome: "nothing-to-repair" | "repaired" | "repaired-by-another-run" | "nothing-better";
  readonly read: Repair["read"];
  /** Jobs that the report tells of, before and now. */
  readonly jobsBefore: number;
  readonly jobs: number;
  readonly closed: Repair["closed"];
  readonly left: Repair["left"];
  readonly location: string;
  readonly commit: string;
  readonly manifest: string;
}

export function repairObject(repair: Repair, location: string): RepairObject {
  const { before, after, read, closed, left } = repair;
  const { family, night, status, revision, jobs } = after.manifest;
  return {
    family,
    night,
    status,
    revision,
    revisionBefore: before.manifest.revision,
    outcome: outcomeOf(repair),
    read,
    jobsBefore: before.manifest.jobs,
    jobs,
    closed,
    left,
    location,
    commit: after.key,
    manifest: after.commit.manifest,
  };
}

function outcomeOf({ before, after, read, already }: Repair): RepairObject["outcome"] {
  if (read === null) return "nothing-to-repair";
  if (after.manifest.revision === before.manifest.revision) return "nothing-better";
  return already ? "repaired-by-another-run" : "repaired";
}
