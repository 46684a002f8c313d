/** The manifest of a night: what was read, how far, and every file that holds it. */

import { isoInstant, isoSpan } from "../../core/instant.ts";
import { holeRow } from "../../core/rows.ts";
import type { FileEntry, Manifest } from "../../core/schema/manifest.ts";
import type { ScopeSummary } from "../../core/schema/summary.ts";
import { addTally, countsOf, emptyTally } from "../../core/tally.ts";
import { tallyFromRow } from "../../core/tally-row.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import type { AuditRequest, Producer } from "./audit-request.ts";
import type { NightPlan } from "./night-plan.ts";
import type { NightReading } from "./read-night.ts";
import { scopeSummary } from "./scope-report.ts";

interface ManifestFrame {
  readonly plan: NightPlan;
  readonly files: readonly FileEntry[];
  readonly request: AuditRequest;
  readonly producer: Producer;
}

/** Of a night that was audited. */
export function buildManifest({
  reading,
  ...frame
}: ManifestFrame & { readonly reading: Pick<NightReading, "scopes" | "notes" | "holes"> }): Manifest {
  return manifestOf({
    ...frame,
    revision: 1,
    scopes: reading.scopes.map(({ reading: { planned }, tally, holes }) => ({
      origin: planned.origin,
      summary: scopeSummary(planned.scope, tally, holes.length === 0),
    })),
    inputs: inputsOf(frame.plan),
    notes: reading.notes,
    holes: reading.holes.map(holeRow),
  });
}

export interface ManifestContent extends ManifestFrame {
  readonly revision: number;
  readonly scopes: readonly { readonly origin: PlannedScope["origin"]; readonly summary: ScopeSummary }[];
  readonly inputs: Manifest["inputs"];
  readonly notes: Manifest["notes"];
  readonly holes: readonly Manifest["holes"][number][];
}

export function manifestOf({ plan, revision, scopes, inputs, notes, holes, ...rest }: ManifestContent): Manifest {
  const whole = emptyTally();
  for (const { summary } of scopes) addTally(whole, tallyFromRow(summary));
  return {
    schema: "job-audit/manifest/v1",
    family: plan.name.family,
    night: plan.name.date,
    revision,
    runId: plan.runId,
    producer: { ...rest.producer },
    timeZone: plan.timeZone,
    span: isoSpan(plan.span),
    asOf: isoInstant(plan.asOf),
    status: holes.length === 0 ? "complete" : "incomplete",
    settingsDigest: plan.settingsDigest,
    fingerprints: [...plan.fingerprints.versions],
    previous: plan.previous && { night: plan.previous.manifest.night, manifest: plan.previous.commit.manifest },
    inputs: [...inputs],
    ...countsOf(whole),
    scopes: scopes.map(({ origin, summary }) => scopeEntry(summary, origin)),
    excluded: rest.request.excluded.map((exclusion) => ({ ...exclusion })),
    notes: [...notes],
    holes: [...holes],
    files: [...rest.files],
  };
}

export function inputsOf({ inputs }: Pick<NightPlan, "inputs">): Manifest["inputs"] {
  return inputs.map(({ manifest, commit }) => ({ night: manifest.night, manifest: commit.manifest }));
}

function scopeEntry(
  { region, bucket, queueId, tag, complete }: ScopeSummary,
  origin: PlannedScope["origin"],
): Manifest["scopes"][number] {
  return { region, bucket, queueId, tag, origin, complete };
}
