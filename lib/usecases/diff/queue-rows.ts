/** The queues of a night beside those of the committed night before it. */

import { isListedWhole, queueChangesOf } from "../../core/diff/queue-changes.ts";
import type { QueueRow } from "../../core/schema/queue.ts";
import type { QueueChangeRow } from "../../core/schema/regression.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import type { Comparison } from "./comparison.ts";
import { rowsOfHistory } from "./damaged-night.ts";
import { mergeRows } from "./merge-rows.ts";

/** Of a queue that either night may not have seen, nothing is said. */
export async function* queueRows(
  store: ReportStore,
  { night, history }: Comparison,
  signal: AbortSignal,
): AsyncGenerator<QueueChangeRow> {
  const [newest] = history;
  if (newest === undefined) return;
  const queuesOf = ({ manifest }: CommittedNight) =>
    readRows<QueueRow>(store, filesOf(manifest, "queues"), "job-audit/queue/v1", signal);
  const streams = [rowsOfHistory(newest, queuesOf(newest)), queuesOf(night)];
  for await (const [before = null, after = null] of mergeRows(streams, keyOf)) {
    const queue = after ?? before;
    const isSeen = ({ manifest }: CommittedNight) => queue !== null && isListedWhole(manifest, queue);
    if (isSeen(newest) && isSeen(night)) yield* queueChangesOf({ before, after }, newest.manifest.night);
  }
}

function keyOf({ region, bucket, queueId }: QueueRow): string {
  return [region, bucket, queueId].join("/");
}
