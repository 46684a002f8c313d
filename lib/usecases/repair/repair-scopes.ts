/** What the next revision tells of every scope of the night. */

import { holeRow } from "../../core/rows.ts";
import { scopeKey } from "../../core/scope.ts";
import type { AuditDeps, AuditRequest } from "../audit/audit-request.ts";
import type { JudgedScope } from "../audit/judge-readings.ts";
import type { NightPlan } from "../audit/night-plan.ts";
import { scopeReport } from "../audit/scope-report.ts";
import type { PlannedScope } from "../discover/discovery.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import type { Spool } from "../report/spool.ts";
import { createNightRows } from "./night-rows.ts";
import type { ReadAgainNight } from "./read-again.ts";
import type { RecordedNight } from "./recorded-night.ts";
import { type RepairedScope, repairScope } from "./repair-scope.ts";

export interface ScopesRequest {
  readonly plan: NightPlan;
  readonly request: AuditRequest;
  readonly before: CommittedNight;
  readonly recorded: RecordedNight;
  readonly planned: readonly PlannedScope[];
  readonly reading: ReadAgainNight;
  readonly spool: Spool;
}

/** In their order. One that turned out not to exist is noted, and none of them: no job of it was ever listed. */
export async function repairScopes(
  { store }: Pick<AuditDeps, "store">,
  { plan, request, before, recorded, planned, reading, spool }: ScopesRequest,
  signal: AbortSignal,
): Promise<readonly RepairedScope[]> {
  const known = new Map(recorded.scopes.map((scope) => [scopeKey(scope.scope), scope]));
  const judged = new Map(reading.scopes.map((scope) => [scopeKey(scope.reading.planned.scope), scope]));
  const versions = plan.fingerprints.scheme.written;
  const rows = createNightRows(store, before.manifest, versions, signal);
  const sums = createNightRows(store, before.manifest, versions, signal);
  const inTime = Date.parse(before.commit.committedAt) - plan.span.from <= request.assumedRetentionMs;
  const repaired: RepairedScope[] = [];
  for (const each of planned) {
    const key = scopeKey(each.scope);
    const [before, now = null] = [known.get(key), judged.get(key)];
    if (reading.asked.has(key) && now === null) continue;
    if (before !== undefined) {
      const facts = { origin: each.origin, unproven: reading.unproven(each), inTime, recordedIn: reading.recordedIn };
      const deps = { store, spool, rows, sums, versions };
      repaired.push(await repairScope(deps, { recorded: before, now, ...facts }, signal));
    } else if (now !== null) {
      repaired.push(newScope(now, signal));
    }
  }
  return repaired;
}

function newScope(now: JudgedScope, signal: AbortSignal): RepairedScope {
  const { scope, origin } = now.reading.planned;
  const holes = now.holes.map((hole) => holeRow({ ...scope, ...hole }));
  return { origin, report: scopeReport(now, signal), holes, better: true };
}
