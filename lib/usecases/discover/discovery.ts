/** What discovery is asked and what it answers. */

import type { Family } from "../../core/family.ts";
import type { PlacedHole } from "../../core/hole.ts";
import type { Queue } from "../../core/queue.ts";
import type { Scope } from "../../core/scope.ts";
import type { Window } from "../../core/window.ts";

export interface DiscoverRequest {
  readonly family: Family & { readonly name: Scope["family"] };
  readonly tags: readonly string[];
  readonly span: Window;
  readonly regions: readonly string[];
  /** Names alone are looked up; none at all asks for every bucket. */
  readonly buckets: readonly (string | BucketPlace)[];
  readonly excluded: readonly Exclusion[];
  /** Scopes of the last committed night. */
  readonly previous: readonly PreviousScope[];
  readonly concurrency: number;
}

export interface PreviousScope {
  readonly scope: Scope;
  /** Whether it could be read: a scope that was refused may not exist. */
  readonly complete: boolean;
}

export interface BucketPlace {
  readonly name: string;
  readonly region: string;
}

export interface Exclusion {
  readonly bucket: string;
  /** Null: the whole bucket. */
  readonly queueId: string | null;
  readonly reason: string;
}

export interface PlannedScope {
  readonly scope: Scope;
  readonly origin: "discovered" | "previous-night";
  /** Whether the last committed night read it. */
  readonly readBefore: boolean;
  /** Null for a queue that is no longer listed. */
  readonly queue: Queue | null;
}

export interface PlacedQueue extends BucketPlace {
  readonly queue: Queue;
}

/** A region's buckets or a bucket's queues, listed whole. */
export interface ListedPlace {
  readonly region: string;
  /** Null: the buckets of the region. */
  readonly bucket: string | null;
  /** Of the buckets, or the ids of the queues. */
  readonly names: readonly string[];
}

export interface Discovery {
  /** In the order of scopes. */
  readonly scopes: readonly PlannedScope[];
  readonly queues: readonly PlacedQueue[];
  readonly holes: readonly PlacedHole[];
}

export interface FoundNow extends Discovery {
  /** What has no hole: nothing is known of a place that is in neither. */
  readonly listed: readonly ListedPlace[];
}
