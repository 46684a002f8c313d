/** What is told of a failure that makes it one of a kind. */

import type { Operation } from "../job.ts";

export interface FailureKind {
  readonly code: string;
  readonly message: string;
  /** The job's own object keys, which the message may tell. */
  readonly ownKeys?: readonly string[];
  /** Counts where a rule says so, and in the operation layer. */
  readonly operation?: Operation | null;
}
