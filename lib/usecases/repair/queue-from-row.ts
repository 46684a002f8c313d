/** A queue as a report tells of it: without secrets, so that what is written of it again is the same. */

import type { Queue } from "../../core/queue.ts";
import type { QueueRow } from "../../core/schema/queue.ts";

export function queueFromRow({ schema: _, family: __, region: ___, bucket: ____, ...row }: QueueRow): Queue {
  return { ...row, createdAt: timeOf(row.createdAt), updatedAt: timeOf(row.updatedAt) };
}

function timeOf(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}
