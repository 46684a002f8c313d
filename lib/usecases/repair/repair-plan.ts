/**
 * The plan of a repair: the night as it was planned, and the nights around it as they are now.
 *
 * The same revision, settings and neighbours make the same plan, on every machine.
 */

import { sha256Hex } from "../../core/hash.ts";
import type { AuditRequest } from "../audit/audit-request.ts";
import type { Neighbours, NightPlan } from "../audit/night-plan.ts";
import type { CommittedNight } from "../report/read-commit.ts";

export function planRepair(
  { name, settingsDigest }: Pick<AuditRequest, "name" | "settingsDigest">,
  { manifest, commit }: CommittedNight,
  { previous, inputs, damaged }: Required<Neighbours>,
): NightPlan {
  const heeded = [previous, ...inputs].map((night) => night?.commit.manifest);
  const identity = ["repair", commit.manifestSha256, settingsDigest, heeded];
  return {
    name,
    timeZone: manifest.timeZone,
    span: { from: Date.parse(manifest.span.from), to: Date.parse(manifest.span.to) },
    asOf: Date.parse(manifest.asOf),
    settingsDigest,
    runId: sha256Hex(JSON.stringify(identity)).slice(0, 16),
    previous,
    inputs,
    // Those that fell out of reach are told of in the revision that is repaired.
    outdated: [],
    damaged,
  };
}
