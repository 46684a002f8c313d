/**
 * A look at now: the plan that reads what was created of late and judges it at once.
 *
 * Young jobs may still end, and open jobs of earlier nights are not seen again: such a report is not for keeping.
 */

import { planFingerprints } from "../../core/fingerprint/night-versions.ts";
import { sha256Hex } from "../../core/hash.ts";
import { readPreviousNight } from "../report/read-commit.ts";
import type { AuditDeps, AuditRequest } from "./audit-request.ts";
import type { NightPlan } from "./night-plan.ts";

/** `store` is where nights are committed: a queue that the newest of them read is asked for, also when it is gone. */
export async function lookPlan(
  { store, clock }: Pick<AuditDeps, "store" | "clock">,
  { name, timeZone, settingsDigest, fingerprintRules, catchUpNights }: AuditRequest,
  lastMs: number,
  signal: AbortSignal,
): Promise<NightPlan> {
  const asOf = Math.floor(clock.now() / 1000) * 1000;
  const span = { from: asOf - lastMs, to: asOf };
  const previous = await readPreviousNight(store, name, catchUpNights, signal);
  const runId = sha256Hex(JSON.stringify(["look", name.family, span.from, span.to, settingsDigest])).slice(0, 16);
  const fingerprints = planFingerprints(fingerprintRules, name.date, null);
  const frame = { name, timeZone, span, asOf, settingsDigest, fingerprints, runId };
  return { ...frame, previous, inputs: [], outdated: [], damaged: [] };
}
