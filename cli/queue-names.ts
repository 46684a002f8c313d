/** Names of the queues of a report: people know a queue by its name, the service by its id. */

import type { Manifest } from "../lib/core/schema/manifest.ts";
import { queueSchema } from "../lib/core/schema/queue.ts";
import type { ReportStore } from "../lib/ports/report-store.ts";
import { readFile } from "../lib/usecases/report/read-rows.ts";

/** By queue id; a queue without a name is not in it. */
export async function readQueueNames(
  store: ReportStore,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const file of manifest.files.filter(({ dataset }) => dataset === "queues")) {
    const content = await readFile(store, file, signal);
    for (const line of content.toString("utf8").split("\n").filter(Boolean)) {
      const { queueId, name } = queueSchema.parse(JSON.parse(line));
      if (name !== null) names.set(queueId, name);
    }
  }
  return names;
}
