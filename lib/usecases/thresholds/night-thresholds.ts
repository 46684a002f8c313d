/** The thresholds that a night's jobs are judged by, scope by scope: as they are configured, or as they were learned. */

import type { Manifest } from "../../core/schema/manifest.ts";
import type { ThresholdRow } from "../../core/schema/threshold.ts";
import type { Scope } from "../../core/scope.ts";
import type { AuditRequest, Thresholds } from "../audit/audit-request.ts";

export interface NightThresholds {
  of(scope: Scope): Thresholds;
  /** For the report, in the order of the scopes; none where nothing is learned. */
  rowsOf(scopes: readonly Scope[]): readonly ThresholdRow[];
  /** Nights that could not be learned from. */
  readonly notes: Manifest["notes"];
}

export function configuredThresholds({ thresholdsOf }: Pick<AuditRequest, "thresholdsOf">): NightThresholds {
  return { of: ({ queueId }) => thresholdsOf(queueId), rowsOf: () => [], notes: [] };
}
