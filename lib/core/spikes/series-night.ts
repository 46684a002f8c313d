/** A night in short, out of its summary and its manifest: the same report gives the same bytes. */

import { coverageOf } from "../diff/compared-scopes.ts";
import { scopeFacts } from "../diff/scope-facts.ts";
import type { Manifest } from "../schema/manifest.ts";
import type { SeriesNight, SeriesScope } from "../schema/series.ts";
import type { ScopeSummary, Summary } from "../schema/summary.ts";
import { type Scope, scopeKey } from "../scope.ts";

export interface ReportOfNight {
  readonly manifest: Manifest;
  readonly manifestSha256: string;
  readonly summary: Summary;
}

/** A scope whose queue is gone is not complete: what its old id answers says nothing of its jobs. */
export function seriesNightOf({ manifest, manifestSha256, summary }: ReportOfNight): SeriesNight {
  const coverage = coverageOf(manifest);
  const { family, night, status, span, asOf } = manifest;
  return {
    schema: "job-audit/series-night/v1",
    family,
    night,
    manifestSha256,
    complete: status === "complete",
    span,
    asOf,
    scopes: summary.scopes.map((scope) => seriesScope(scope, coverage(scopeKey(scope)) === "complete")),
  };
}

function seriesScope(summary: ScopeSummary, complete: boolean): SeriesScope {
  const { jobs, byVerdict } = summary;
  const { failed, ended, operations, wait, run } = scopeFacts(summary);
  return {
    ...scopeOf(summary),
    complete,
    jobs,
    failed,
    ended,
    stuck: (byVerdict["stuck.queued"] ?? 0) + (byVerdict["stuck.running"] ?? 0),
    wait,
    run,
    operations: [...operations].map(([operation, counts]) => ({ operation, ...counts })),
  };
}

function scopeOf({ family, region, bucket, queueId, tag }: Scope): Scope {
  return { family, region, bucket, queueId, tag };
}
