/** The manifest of a night: what was read, how far, and every file that holds it. */

import { isoInstant, isoSpan } from "../../core/instant.ts";
import { holeRow } from "../../core/rows.ts";
import type { FileEntry, Manifest } from "../../core/schema/manifest.ts";
import { addTally, countsOf, emptyTally } from "../../core/tally.ts";
import type { AuditRequest, Producer } from "./audit-request.ts";
import type { JudgedScope } from "./judge-readings.ts";
import type { NightPlan } from "./night-plan.ts";
import type { NightReading } from "./read-night.ts";

export function buildManifest({
  plan,
  reading,
  files,
  request,
  producer,
}: {
  readonly plan: NightPlan;
  readonly reading: Pick<NightReading, "scopes" | "complete" | "notes" | "holes">;
  readonly files: readonly FileEntry[];
  readonly request: AuditRequest;
  readonly producer: Producer;
}): Manifest {
  const whole = emptyTally();
  for (const { tally } of reading.scopes) addTally(whole, tally);
  return {
    schema: "job-audit/manifest/v1",
    family: plan.name.family,
    night: plan.name.date,
    revision: 1,
    runId: plan.runId,
    producer: { ...producer },
    timeZone: plan.timeZone,
    span: isoSpan(plan.span),
    asOf: isoInstant(plan.asOf),
    status: reading.complete ? "complete" : "incomplete",
    settingsDigest: plan.settingsDigest,
    previous: plan.previous && { night: plan.previous.manifest.night, manifest: plan.previous.commit.manifest },
    inputs: plan.inputs.map(({ manifest, commit }) => ({ night: manifest.night, manifest: commit.manifest })),
    ...countsOf(whole),
    scopes: reading.scopes.map(scopeEntry),
    excluded: request.excluded.map((exclusion) => ({ ...exclusion })),
    notes: [...reading.notes],
    holes: reading.holes.map(holeRow),
    files: [...files],
  };
}

function scopeEntry({ reading: { planned }, holes }: JudgedScope): Manifest["scopes"][number] {
  const { region, bucket, queueId, tag } = planned.scope;
  return { region, bucket, queueId, tag, origin: planned.origin, complete: holes.length === 0 };
}
