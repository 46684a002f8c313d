/**
 * Discovery: which scopes there are to read.
 *
 * The plan is what the service lists now and every scope of the last committed night: a queue that is gone is still
 * asked for by its old id, until settings retire it. What cannot be listed is a hole over the whole span.
 */

import pMap from "p-map";
import { compareScopes, type Scope, scopeKey } from "../../core/scope.ts";
import type { CloudInfinite } from "../../ports/cloud-infinite.ts";
import { discoverBuckets } from "./discover-buckets.ts";
import { discoverQueues } from "./discover-queues.ts";
import type { DiscoverRequest, Exclusion, FoundNow, PlacedQueue, PlannedScope } from "./discovery.ts";

export async function discover(ci: CloudInfinite, request: DiscoverRequest, signal: AbortSignal): Promise<FoundNow> {
  const { concurrency } = request;
  const found = await discoverBuckets(ci, request, signal);
  const buckets = found.buckets.filter(({ name }) => !isExcluded(request.excluded, name, null));
  const lists = await pMap(buckets, (bucket) => discoverQueues(ci, request, bucket, signal), { concurrency });
  const queues = lists.flatMap((list) => list.queues);
  const audited = queues.filter(({ name, queue }) => !isExcluded(request.excluded, name, queue.queueId));
  return {
    scopes: plan(request, audited),
    queues: audited,
    holes: [...found.holes, ...lists.flatMap(({ holes }) => holes)],
    listed: [...found.listed, ...lists.flatMap(({ listed }) => listed)],
  };
}

function plan(request: DiscoverRequest, queues: readonly PlacedQueue[]): PlannedScope[] {
  const planned = new Map<string, PlannedScope>();
  for (const { scope, complete } of request.previous.filter((each) => isAsked(request, each.scope))) {
    planned.set(scopeKey(scope), { scope, origin: "previous-night", readBefore: complete, queue: null });
  }
  for (const { name: bucket, region, queue } of queues) {
    for (const tag of request.tags) {
      const scope = { family: request.family.name, region, bucket, queueId: queue.queueId, tag };
      const readBefore = planned.get(scopeKey(scope))?.readBefore ?? false;
      planned.set(scopeKey(scope), { scope, origin: "discovered", readBefore, queue });
    }
  }
  return [...planned.values()].sort((a, b) => compareScopes(a.scope, b.scope));
}

/** What settings say of where to look. */
type Asked = Pick<DiscoverRequest, "tags" | "regions" | "buckets" | "excluded">;

/** Settings can retire what an earlier night read: by exclusion, or by asking for other regions, buckets or tags. */
export function isAsked(request: Asked, scope: Scope): boolean {
  return (
    request.tags.includes(scope.tag) &&
    isLookedInto(request, scope) &&
    !isExcluded(request.excluded, scope.bucket, scope.queueId)
  );
}

/** A bucket that settings place need not lie in a region whose buckets are listed. */
function isLookedInto({ regions, buckets }: Asked, { region, bucket }: Scope): boolean {
  if (buckets.length === 0) return regions.includes(region);
  return buckets.some((each) =>
    typeof each === "string"
      ? each === bucket && regions.includes(region)
      : each.name === bucket && each.region === region,
  );
}

function isExcluded(excluded: readonly Exclusion[], bucket: string, queueId: string | null): boolean {
  return excluded.some((each) => each.bucket === bucket && (each.queueId === null || each.queueId === queueId));
}
