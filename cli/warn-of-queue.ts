/** A mistyped queue would look like a quiet one. */

import { safeText } from "../lib/core/safe-text.ts";
import type { Manifest } from "../lib/core/schema/manifest.ts";
import { isCalled } from "./finding-filter.ts";
import type { Io } from "./io.ts";

/** Says which queues a report has when none of them is called so. */
export function warnOfQueue(
  queue: string,
  { scopes }: Manifest,
  queueNames: ReadonlyMap<string, string>,
  io: Io,
): void {
  if (scopes.some(({ queueId }) => isCalled(queueId, queue, queueNames))) return;
  const names = [...new Set(scopes.map(({ queueId }) => queueNames.get(queueId) ?? queueId))].sort().join(", ");
  io.err(`${safeText(`No queue of this report is called ${queue}; there are ${names}`)}\n`);
}
