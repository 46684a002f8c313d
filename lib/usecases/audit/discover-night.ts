/** Discovery for one night: what the service lists now and what the previous committed night read. */

import { discover } from "../discover/discover.ts";
import type { Discovery } from "../discover/discovery.ts";
import type { AuditDeps, AuditRequest } from "./audit-request.ts";
import { type NightPlan, previousScopes } from "./night-plan.ts";

export function discoverNight(
  { ci }: Pick<AuditDeps, "ci">,
  request: AuditRequest,
  plan: NightPlan,
  signal: AbortSignal,
): Promise<Discovery> {
  const { family, tags, regions, buckets, excluded, concurrency } = request;
  const previous = previousScopes(plan);
  return discover(ci, { family, tags, span: plan.span, regions, buckets, excluded, previous, concurrency }, signal);
}
