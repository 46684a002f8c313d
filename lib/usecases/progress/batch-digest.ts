/** What tells one batch of open jobs from another: which jobs it holds, and as what they are known. */

import { sha256Hex } from "../../core/hash.ts";
import { scopeKey } from "../../core/scope.ts";
import type { PendingChunk } from "../recheck/pending-chunks.ts";

/** A job that is known as something else is another job: it is judged by what changed since. */
export function digestOf(chunks: readonly PendingChunk[]): string {
  const told = chunks.map(({ night, scope, window, jobs }) => {
    const known = jobs.map(({ row, was }) => [row.jobId, was.state, was.startedAt]);
    return [night, scopeKey(scope), window.from, window.to, known];
  });
  return sha256Hex(JSON.stringify(told)).slice(0, 16);
}
