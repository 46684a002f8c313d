/**
 * The plan of a repair: the night as it was planned, and the nights around it as they are now.
 *
 * The same revision, settings and neighbours make the same plan, on every machine. Throws `StoreError` where this program
 * knows no version of fingerprints that the revision has.
 */

import { keepFingerprints } from "../../core/fingerprint/night-versions.ts";
import { sha256Hex } from "../../core/hash.ts";
import type { AuditRequest } from "../audit/audit-request.ts";
import type { Neighbours, NightPlan } from "../audit/night-plan.ts";
import type { CommittedNight } from "../report/read-commit.ts";

export function planRepair(
  { name, settingsDigest, fingerprintRules }: Pick<AuditRequest, "name" | "settingsDigest" | "fingerprintRules">,
  { manifest, commit }: CommittedNight,
  { previous, inputs, damaged }: Pick<Required<Neighbours>, "previous" | "inputs" | "damaged">,
): NightPlan {
  const heeded = [previous, ...inputs].map((night) => night?.commit.manifest);
  const fingerprints = keepFingerprints(fingerprintRules, manifest);
  const identity = ["repair", commit.manifestSha256, settingsDigest, heeded, fingerprints.versions];
  return {
    name,
    timeZone: manifest.timeZone,
    span: { from: Date.parse(manifest.span.from), to: Date.parse(manifest.span.to) },
    asOf: Date.parse(manifest.asOf),
    settingsDigest,
    fingerprints,
    runId: sha256Hex(JSON.stringify(identity)).slice(0, 16),
    previous,
    inputs,
    // Those that fell out of reach are told of in the revision that is repaired.
    outdated: [],
    damaged,
  };
}
