/** The time that a request's body may take on its way, on top of what any request may take. */

import type { TencentRequest } from "./request.ts";

/**
 * 50 KB/s, a choice: slower than any line that a nightly report should go over, fast enough that a connection
 * that hangs is noticed the same night.
 */
const slowestBytesPerMs = 50;

/** Whole milliseconds. */
export function uploadMs({ body }: TencentRequest): number {
  return Math.ceil((body?.length ?? 0) / slowestBytesPerMs);
}
