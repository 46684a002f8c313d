/** What `coverage --json` prints: one object, whose keys scripts rely on. Times are ISO 8601. */

import { isoSpan } from "../../lib/core/instant.ts";
import type { Coverage } from "../../lib/usecases/coverage/cover-nights.ts";
import type { CoverageHole } from "../../lib/usecases/coverage/coverage-hole.ts";
import type { ScopeHistory } from "../../lib/usecases/coverage/scope-history.ts";

export interface CoverageFrame {
  readonly family: string;
  readonly location: string;
  readonly timeZone: string;
}

export interface CoverageObject extends CoverageFrame {
  /** The first night and the last. */
  readonly from: string;
  readonly to: string;
  readonly span: { readonly from: string; readonly to: string };
  /** Whether there is no hole. */
  readonly complete: boolean;
  /** How many are committed. */
  readonly nights: number;
  /** Of all scopes together. */
  readonly unaccountedMs: number;
  readonly scopes: readonly ScopeObject[];
  readonly holes: readonly HoleObject[];
  readonly excluded: Coverage["excluded"];
}

export type ScopeObject = ReturnType<typeof scopeObject>;
export type HoleObject = ReturnType<typeof holeObject>;

export function coverageObject(frame: CoverageFrame, { from, to, span, ...coverage }: Coverage): CoverageObject {
  const { nights, scopes, holes, excluded } = coverage;
  return {
    ...frame,
    ...{ from, to, span: isoSpan(span) },
    complete: holes.length === 0,
    nights,
    unaccountedMs: scopes.reduce((sum, { unaccountedMs }) => sum + unaccountedMs, 0),
    scopes: scopes.map(scopeObject),
    holes: holes.map(holeObject),
    excluded,
  };
}

function scopeObject({ scope: { family: _, ...place }, began, ended, spans, unaccountedMs }: ScopeHistory) {
  return { ...place, began, ended, unaccountedMs, spans: spans.map(isoSpan) };
}

function holeObject({ night, region, bucket, queueId, tag, cause, detail, ...window }: CoverageHole) {
  return { night, region, bucket, queueId, tag, ...isoSpan(window), ms: window.to - window.from, cause, detail };
}
