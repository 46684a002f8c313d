/**
 * Whether what two streams do not have alike comes in order.
 *
 * A line that both have is told only where a stream is not in order, and then twice: once as lost, once as new. Keys
 * that ascend in what is told come once, so whatever passes here is right, though most lines were never looked at.
 */

import type { LineStart } from "../../core/row-key.ts";

export interface OrderRules {
  /** Which of two lines comes first; 0 for lines of one job. */
  compare(a: LineStart, b: LineStart): number;
  /** What is thrown for lines that do not ascend. */
  unordered(): Error;
}

/** Takes batches of lines, which have to stay as they are until it returns. */
export function createOrderCheck({ compare, unordered }: OrderRules): (lines: readonly Buffer[]) => void {
  let last: Buffer | null = null;
  return (lines) => {
    for (const bytes of lines) {
      if (last !== null && compare({ bytes: last, at: 0 }, { bytes, at: 0 }) >= 0) throw unordered();
      last = bytes;
    }
    last = last && Buffer.from(last);
  };
}
