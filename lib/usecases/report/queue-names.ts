/** Names of the queues of a report: people know a queue by its name, the service by its id. */

import type { Manifest } from "../../core/schema/manifest.ts";
import type { QueueRow } from "../../core/schema/queue.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { filesOf, readRows } from "./read-lines.ts";

/** By queue id; a queue without a name is not in it. */
export async function readQueueNames(
  store: ReportStore,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const rows = readRows<QueueRow>(store, filesOf(manifest, "queues"), "job-audit/queue/v1", signal);
  for await (const { queueId, name } of rows) if (name !== null) names.set(queueId, name);
  return names;
}
