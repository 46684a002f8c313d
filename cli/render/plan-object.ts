/** What `plan --json` prints: one object, whose keys scripts rely on. */

import { isoInstant, isoSpan } from "../../lib/core/instant.ts";
import { holeRow } from "../../lib/core/rows.ts";
import type { Manifest } from "../../lib/core/schema/manifest.ts";
import { splitSpan } from "../../lib/core/window.ts";
import type { AuditRequest } from "../../lib/usecases/audit/audit-request.ts";
import type { NightPlan } from "../../lib/usecases/audit/night-plan.ts";
import type { Discovery, Exclusion } from "../../lib/usecases/discover/discovery.ts";
import type { CommittedNight } from "../../lib/usecases/report/read-commit.ts";

export interface PlannedAudit {
  readonly request: AuditRequest;
  readonly plan: NightPlan;
  readonly discovery: Discovery;
  /** The report that makes this plan idle. */
  readonly committed: CommittedNight | null;
}

export interface PlanObject {
  readonly family: string;
  readonly night: string;
  readonly timeZone: string;
  readonly span: { readonly from: string; readonly to: string };
  readonly asOf: string;
  readonly runId: string;
  readonly committed: { readonly key: string; readonly status: string } | null;
  readonly previous: { readonly night: string; readonly scopes: number } | null;
  readonly tags: readonly string[];
  /** Of all scopes together. */
  readonly windows: number;
  readonly windowMs: number;
  readonly scopes: readonly PlanScope[];
  readonly excluded: readonly Exclusion[];
  readonly holes: Manifest["holes"];
}

export interface PlanScope {
  readonly region: string;
  readonly bucket: string;
  readonly queueId: string;
  readonly tag: string;
  readonly origin: "discovered" | "previous-night";
}

export function planObject({ request, plan, discovery, committed }: PlannedAudit): PlanObject {
  const { name, timeZone, span, asOf, runId, previous } = plan;
  return {
    family: name.family,
    night: name.date,
    timeZone,
    span: isoSpan(span),
    asOf: isoInstant(asOf),
    runId,
    committed: committed && { key: committed.key, status: committed.commit.status },
    previous: previous && { night: previous.manifest.night, scopes: previous.manifest.scopes.length },
    tags: request.tags,
    windows: discovery.scopes.length * splitSpan(span, request.windowMs).length,
    windowMs: request.windowMs,
    scopes: discovery.scopes.map(({ scope, origin }) => {
      const { region, bucket, queueId, tag } = scope;
      return { region, bucket, queueId, tag, origin };
    }),
    excluded: request.excluded,
    holes: discovery.holes.map(holeRow),
  };
}
