/** Looks around in the account: every bucket, with queues or without, and what could not be listed. */

import { type FamilyName, families } from "../lib/core/family.ts";
import type { PlacedHole } from "../lib/core/hole.ts";
import { auditRequestOf } from "../lib/runtime/audit-request.ts";
import { discover } from "../lib/usecases/discover/discover.ts";
import { discoverBuckets } from "../lib/usecases/discover/discover-buckets.ts";
import type { BucketPlace, DiscoverRequest, Exclusion, PlacedQueue } from "../lib/usecases/discover/discovery.ts";
import type { LoadedApp } from "./load-app.ts";

export interface FoundAccount {
  readonly family: FamilyName;
  readonly regions: readonly string[];
  readonly buckets: readonly BucketPlace[];
  readonly queues: readonly PlacedQueue[];
  readonly excluded: readonly Exclusion[];
  readonly holes: readonly PlacedHole[];
}

export async function lookAround(app: LoadedApp, family: FamilyName, signal: AbortSignal): Promise<FoundAccount> {
  const request = discoverRequest(app, family);
  const { regions, excluded } = request;
  const { buckets, holes } = await discoverBuckets(app.ci, request, signal);
  const account = { family, regions, buckets, excluded };
  if (buckets.length === 0) return { ...account, queues: [], holes };
  const discovery = await discover(app.ci, { ...request, buckets }, signal);
  return { ...account, queues: discovery.queues, holes: [...holes, ...discovery.holes] };
}

/** As an audit asks; the span says nothing here, since no job is read. */
function discoverRequest({ settings, clock }: LoadedApp, family: FamilyName): DiscoverRequest {
  const now = clock.now();
  const { tags, regions, buckets, excluded, concurrency } = auditRequestOf(settings, family, "now");
  const span = { from: now, to: now };
  return { family: families[family], tags, regions, buckets, excluded, concurrency, span, previous: [] };
}
