/** The queues of one bucket, as they are. */

import { holeFrom } from "../../core/failure-cause.ts";
import type { PlacedHole } from "../../core/hole.ts";
import { isKeySegment } from "../../core/key.ts";
import type { CloudInfinite } from "../../ports/cloud-infinite.ts";
import { incomplete } from "./discover-buckets.ts";
import type { BucketPlace, DiscoverRequest, ListedPlace, PlacedQueue } from "./discovery.ts";
import { listAll } from "./list-all.ts";
import { unusableId } from "./told-rows.ts";

export interface FoundQueues {
  readonly queues: readonly PlacedQueue[];
  readonly holes: readonly PlacedHole[];
  readonly listed: readonly ListedPlace[];
}

export async function discoverQueues(
  ci: CloudInfinite,
  { family, span }: DiscoverRequest,
  bucket: BucketPlace,
  signal: AbortSignal,
): Promise<FoundQueues> {
  const place = { region: bucket.region, bucket: bucket.name, queueId: null, tag: null };
  try {
    const list = await listAll(
      (page) => ci.listQueues({ family: family.name, region: bucket.region, bucket: bucket.name, page }, signal),
      (queue) => queue.queueId,
    );
    const usable = list.rows.filter(({ queueId }) => isKeySegment(queueId));
    const missing = list.missing ?? (usable.length < list.rows.length ? unusableId : null);
    return {
      queues: usable.map((queue) => ({ ...bucket, queue })),
      holes: missing === null ? [] : [{ ...place, ...incomplete(span, missing) }],
      listed:
        missing === null
          ? [{ region: bucket.region, bucket: bucket.name, names: usable.map(({ queueId }) => queueId) }]
          : [],
    };
  } catch (error) {
    signal.throwIfAborted();
    return { queues: [], holes: [{ ...place, ...holeFrom(error, span) }], listed: [] };
  }
}
