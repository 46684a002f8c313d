/** The nights of a series, turned round: of each scope, what it came to night by night. */

import type { SeriesNight, SeriesScope } from "../lib/core/schema/series.ts";
import { compareScopes, type Scope, scopeKey } from "../lib/core/scope.ts";
import { isCalled } from "./finding-filter.ts";

type SeriesPoint = Pick<SeriesScope, "complete" | "failed" | "ended" | "stuck"> & {
  readonly night: string;
};

export interface ScopeHistory extends Scope {
  /** Oldest first; nights in which it was not audited are left out. */
  readonly nights: readonly SeriesPoint[];
}

export interface HistoryFilter {
  readonly queue?: string;
  readonly tag?: string;
  readonly queueNames: ReadonlyMap<string, string>;
}

/** `nights`: newest first. In the order of scopes. */
export function scopeHistories(nights: readonly SeriesNight[], filter: HistoryFilter): readonly ScopeHistory[] {
  const histories = new Map<string, Scope & { nights: SeriesPoint[] }>();
  for (const { night, scopes } of [...nights].reverse()) {
    for (const scope of scopes) {
      if (!isWanted(scope, filter)) continue;
      const { family, region, bucket, queueId, tag, complete, failed, ended, stuck } = scope;
      const key = scopeKey(scope);
      const history = histories.get(key) ?? { family, region, bucket, queueId, tag, nights: [] };
      history.nights.push({ night, complete, failed, ended, stuck });
      histories.set(key, history);
    }
  }
  return [...histories.values()].sort(compareScopes);
}

function isWanted({ queueId, tag: own }: Scope, { queue, tag, queueNames }: HistoryFilter): boolean {
  return (queue === undefined || isCalled(queueId, queue, queueNames)) && (tag === undefined || own === tag);
}
