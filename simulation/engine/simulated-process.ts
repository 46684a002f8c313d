/** One try of one invocation as a process: it makes exchanges, and once dead nothing of it ever goes on. */

import type { Owner } from "./event-queue.ts";

export interface SimulatedProcess extends Owner {
  /** The start's id. */
  readonly start: string;
  /** Which of the start's tries, from 0. */
  readonly attempt: number;
  /** Counts up with each exchange. */
  exchanges: number;
  /** Dies at once. */
  kill(): void;
}
