/** Buckets and their queues as they are now: state, limits, and where callbacks go. */

import { safeText } from "../../lib/core/safe-text.ts";
import type { QueueRow } from "../../lib/core/schema/queue.ts";
import { countText } from "../../lib/core/words.ts";
import type { BucketPlace } from "../../lib/usecases/discover/discovery.ts";
import type { Look } from "./look.ts";
import { type Column, fitTable } from "./table.ts";

const columns: readonly Column<QueueRow>[] = [
  { title: "queue", value: ({ name }) => name ?? "-", least: 8 },
  { title: "id", value: ({ queueId }) => queueId },
  { title: "state", value: ({ state }) => state, least: 6 },
  { title: "size", value: ({ maxSize }) => numberOrDash(maxSize), align: "right" },
  { title: "runs", value: ({ maxConcurrent }) => numberOrDash(maxConcurrent), align: "right" },
  { title: "calls", value: ({ callback }) => callback.state ?? "-", least: 3 },
];

const indent = "  ";

export const queuesLegend = "size: jobs it may hold; runs: jobs at once; calls: whether it calls back.";

export function bucketText(bucket: BucketPlace, queues: readonly QueueRow[], look: Look): string {
  const heading = look.colours.strong(safeText(`${bucket.name}, ${bucket.region}`));
  if (queues.length === 0) return `${heading}\n${indent}no queue listed\n`;
  const table = fitTable(columns, queues, { ...look, columns: look.columns - indent.length });
  const lines = queues.flatMap((queue) => [...table.lines([queue]), ...callbackLines(queue)]);
  return `${[heading, ...[table.head, ...lines].map((line) => indent + line)].join("\n")}\n`;
}

/** Whole, since a cut address cannot be told from another. */
function callbackLines({ callback }: QueueRow): readonly string[] {
  const target = withoutQuery(callback.url) ?? callback.mqName;
  return callback.state === "On" && target !== null ? [`  calls ${safeText(target)}`] : [];
}

function withoutQuery(url: string | null): string | null {
  return url === null ? null : url.replace(/[?#].*$/s, "");
}

function numberOrDash(count: number | null): string {
  return count === null ? "-" : countText(count);
}
